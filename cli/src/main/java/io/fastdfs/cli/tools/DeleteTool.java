package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.DeleteFile;

/** fdfs_delete_file: delete a file and its metadata. Silent where it works. */
final class DeleteTool implements Tool {
    @Override
    public int run(Call call) throws FdfsException {
        if (call.count() < 2) {
            return call.usage(call.out(), "<config_file> <file_id>");
        }
        try (Storages storages = Storages.open(call, call.argument(0))) {
            try {
                FileId id = FileIdArgument.parse(call.argument(1));
                try (Peer storage = storages.connect(storages.forUpdate(id))) {
                    storage.ask(new DeleteFile(id.group(), id.filename()));
                    return 0;
                }
            } catch (FdfsException e) {
                return call.failed(call.out(), "delete file fail", e);
            }
        }
    }
}
