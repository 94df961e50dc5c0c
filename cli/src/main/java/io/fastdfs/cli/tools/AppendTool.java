package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.AppendFile;

/** fdfs_append_file: append a local file to an appender file. Silent where it works. */
final class AppendTool implements Tool {
    @Override
    public int run(Call call) throws FdfsException {
        if (call.count() < 3) {
            return call.usage(call.out(), "<config_file> <appender_file_id> <local_filename>");
        }
        try (Storages storages = Storages.open(call, call.argument(0))) {
            try {
                FileId id = FileIdArgument.parse(call.argument(1));
                Content content = Content.of(call.path(call.argument(2)));
                try (Peer storage = storages.connect(storages.forUpdate(id))) {
                    storage.ask(new AppendFile(id.filename(), content.bytes()), content);
                    return 0;
                }
            } catch (FdfsException e) {
                return call.failed(call.out(), "append file fail", e);
            }
        }
    }
}
