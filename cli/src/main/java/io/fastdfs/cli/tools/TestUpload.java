package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import java.nio.file.Path;

/** The upload of fdfs_test: a file with metadata, then a slave of it, and what they look like. */
final class TestUpload {
    private final TestSession session;
    private final Call call;
    private final boolean byId;
    private final TestWay way;
    private final Path file;
    private final String extension;

    /**
     * An upload.
     *
     * @param byId whether ids are printed whole, as fdfs_test1 does
     */
    TestUpload(TestSession session, boolean byId, String local, TestWay way) {
        this.session = session;
        this.call = session.call();
        this.byId = byId;
        this.way = way;
        this.file = call.path(local);
        this.extension = Content.extensionOf(local);
    }

    /** Returns the exit code, 0 if both are stored. */
    int run() throws FdfsException {
        listCandidates();
        QueryStoreReply where;
        try {
            where = session.storages().forUpload();
        } catch (FdfsException e) {
            return call.failed(call.out(), "tracker_query_storage fail", e);
        }
        Endpoint server = where.storages().getFirst();
        call.print("group_name=" + where.group() + ", ip_addr=" + server.address() + ", port=" + server.port());
        try (Peer storage = session.storages().connect(server)) {
            FileId master;
            try {
                master = uploaded(storage, where.storePathIndex());
            } catch (FdfsException e) {
                return call.failed(call.out(), "upload file fail", e);
            }
            show(master, server);
            FileId slave;
            try {
                slave = uploadedSlave(master);
            } catch (FdfsException e) {
                return call.failed(call.out(), "upload slave file fail", e);
            }
            show(slave, server);
            compare(master, slave);
            return ActiveTest.run(call, session.storages().tracker(), storage);
        }
    }

    private void listCandidates() {
        QueryStoreReply candidates;
        try {
            candidates = session.storages().allForUpload(new QueryStore(true, byId ? "group1" : null));
        } catch (FdfsException e) {
            call.log(e);
            return;
        }
        call.print("tracker_query_storage_store_list_" + (byId ? "with_group" : "without_group") + ": ");
        int number = 0;
        for (Endpoint server : candidates.storages()) {
            number++;
            // Without a group C leaves the name empty.
            call.print("\tserver " + number + ". group_name=" + (byId ? "group1" : "") + ", ip_addr=" + server.address()
                    + ", port=" + server.port());
        }
        call.print("");
    }

    private FileId uploaded(Peer storage, int storePathIndex) throws FdfsException {
        try {
            Content content = way.content(file);
            UploadFile request = new UploadFile(false, storePathIndex, content.bytes(), extension);
            FileId id = id(FileNameReply.decode(storage.ask(request, content)));
            session.tag(storage, id);
            return id;
        } finally {
            call.print("storage_upload_by_" + way.method);
        }
    }

    private FileId uploadedSlave(FileId master) throws FdfsException {
        try {
            Content content = way.content(file);
            try (Peer storage = session.storages().connect(session.storages().forUpdate(master))) {
                UploadSlaveFile request = new UploadSlaveFile(master.filename(), prefix(), extension, content.bytes());
                FileId id = id(FileNameReply.decode(storage.ask(request, content)));
                session.tag(storage, id);
                return id;
            }
        } finally {
            call.print("storage_upload_slave_by_" + way.method);
        }
    }

    private String prefix() {
        return switch (way) {
            case FILE -> "_big";
            case BUFF -> "1024x1024";
            case CALLBACK -> byId ? "_small" : "-small";
        };
    }

    private static FileId id(FileNameReply reply) {
        return new FileId(reply.group(), reply.filename());
    }

    private void show(FileId id, Endpoint storage) throws FdfsException {
        if (!byId) {
            call.print("group_name=" + id.group() + ", remote_filename=" + id.filename());
        }
        session.print(id);
        call.print("example file url: " + session.url(storage.address(), id));
    }

    private void compare(FileId master, FileId slave) throws FdfsException {
        String expected = FileName.slave(master.filename(), prefix(), extension);
        if (expected.equals(slave.filename())) {
            return;
        }
        String group = byId ? slave.group() + "/" : "";
        call.print((byId ? "slave_file_id=" : "slave_filename=") + group + expected);
        call.print((byId ? "file_id=" : "remote_filename=") + group + slave.filename());
        call.print("not equal!");
    }
}
