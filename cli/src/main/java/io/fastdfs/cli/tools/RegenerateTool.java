package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.RegenerateFilename;

/** fdfs_regenerate_filename: make an appender file a plain one, print its new id. */
final class RegenerateTool implements Tool {
    @Override
    public int run(Call call) throws FdfsException {
        if (call.count() < 2) {
            call.err().print("Makes an appender file a normal file, under a new name.\n");
            return call.usage(call.err(), "<config_file> <appender_file_id>");
        }
        try (Storages storages = Storages.open(call, call.argument(0))) {
            try {
                FileId id = FileIdArgument.parse(call.argument(1));
                try (Peer storage = storages.connect(storages.forUpdate(id))) {
                    FileNameReply made = FileNameReply.decode(storage.ask(new RegenerateFilename(id.filename())));
                    call.print(new FileId(made.group(), made.filename()).toString());
                    return 0;
                }
            } catch (FdfsException e) {
                return call.failed(call.err(), "regenerate file " + call.argument(1) + " fail", e);
            }
        }
    }
}
