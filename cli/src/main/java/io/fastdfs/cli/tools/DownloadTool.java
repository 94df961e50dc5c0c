package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.DownloadFile;

/** fdfs_download_file: fetch a file, or part of it. Silent where it works. */
final class DownloadTool implements Tool {
    @Override
    public int run(Call call) throws FdfsException {
        if (call.count() < 2) {
            return call.usage(
                    call.out(), "<config_file> <file_id> [local_filename] [<download_offset> <download_bytes>]");
        }
        try (Storages storages = Storages.open(call, call.argument(0))) {
            try {
                FileId id = FileIdArgument.parse(call.argument(1));
                boolean ranged = call.count() > 4;
                long offset = ranged ? Arguments.number(call.argument(3)) : 0;
                long length = ranged ? Arguments.number(call.argument(4)) : 0;
                String local = call.count() > 2 ? call.argument(2) : LocalFile.nameOf(id);
                try (Peer storage = storages.connect(storages.forReading(id))) {
                    DownloadFile request = new DownloadFile(offset, length, id.group(), id.filename());
                    new LocalFile(call.path(local)).fetch(storage, request);
                    return 0;
                }
            } catch (FdfsException e) {
                call.failed(call.out(), "download file fail", e);
                return Call.FAILED;
            }
        }
    }
}
