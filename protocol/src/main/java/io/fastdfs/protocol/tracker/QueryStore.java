package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;
import org.jspecify.annotations.Nullable;

/**
 * Where to upload: 101 and 104 ask for one storage, 106 and 107 for all of a group. Answer: {@link QueryStoreReply}.
 *
 * @param group 16 bytes, NUL padded; null: the tracker chooses, and the body is empty
 */
public record QueryStore(boolean all, @Nullable String group) implements Request {
    public static QueryStore decode(Command command, BodyReader body) throws FdfsException {
        boolean all = command == Command.SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL
                || command == Command.SERVICE_QUERY_STORE_WITH_GROUP_ALL;
        boolean withGroup = command == Command.SERVICE_QUERY_STORE_WITH_GROUP_ONE
                || command == Command.SERVICE_QUERY_STORE_WITH_GROUP_ALL;
        QueryStore query = new QueryStore(all, withGroup ? body.padded(Width.GROUP) : null);
        body.end();
        return query;
    }

    @Override
    public Command command() {
        if (group == null) {
            return all ? Command.SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL : Command.SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE;
        }
        return all ? Command.SERVICE_QUERY_STORE_WITH_GROUP_ALL : Command.SERVICE_QUERY_STORE_WITH_GROUP_ONE;
    }

    @Override
    public void encode(BodyWriter body) {
        if (group != null) {
            body.padded(group, Width.GROUP);
        }
    }
}
