package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryStoreReply;

/**
 * fdfs_upload_file and fdfs_upload_appender: store a file, print its id.
 *
 * @param appender whether the stored file can be changed later
 */
record UploadTool(boolean appender) implements Tool {
    /** The storage chooses the store path. */
    private static final int ANY_PATH = -1;

    @Override
    public int run(Call call) throws FdfsException {
        if (call.count() < 2) {
            return call.usage(
                    call.out(),
                    "<config_file> <local_filename>" + (appender ? "" : " [storage_ip:port] [store_path_index]"));
        }
        try (Storages storages = Storages.open(call, call.argument(0))) {
            if (!appender && call.count() > 2) {
                return uploadTo(call, storages);
            }
            QueryStoreReply where;
            try {
                where = storages.forUpload();
            } catch (FdfsException e) {
                return call.failed(call.err(), "tracker_query_storage fail", e);
            }
            return upload(call, storages, where.storages().getFirst(), where.storePathIndex());
        }
    }

    private int uploadTo(Call call, Storages storages) {
        String host = call.argument(2);
        int path = call.count() > 3 ? (int) Arguments.number(call.argument(3)) : ANY_PATH;
        ServerHost storage;
        try {
            storage = ServerHost.parse(host, ServerHost.STORAGE_PORT);
        } catch (FdfsException e) {
            call.log(e);
            call.err().print("resolve ip address of storage server: " + host + " fail!, error info: Unknown host\n");
            return e.status().code();
        }
        return upload(call, storages, storage.addresses().getFirst(), path);
    }

    private int upload(Call call, Storages storages, Endpoint storage, int storePathIndex) {
        try {
            Content content = Content.of(call.path(call.argument(1)));
            String extension = Content.extensionOf(call.argument(1));
            try (Peer peer = storages.connect(storage)) {
                UploadFile request = new UploadFile(appender, storePathIndex, content.bytes(), extension);
                FileNameReply made = FileNameReply.decode(peer.ask(request, content));
                call.print(new FileId(made.group(), made.filename()).toString());
                return 0;
            }
        } catch (FdfsException e) {
            return call.failed(call.err(), "upload file fail", e);
        }
    }
}
