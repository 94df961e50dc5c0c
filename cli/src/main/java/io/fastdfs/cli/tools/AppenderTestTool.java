package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryStoreReply;

/**
 * fdfs_appender_test and fdfs_appender_test1: store an appender file, truncate it, append to it, overwrite its end, and
 * show it after each step.
 *
 * @param byId the second one, which prints the id whole and truncates to nothing
 */
record AppenderTestTool(boolean byId) implements Tool {
    @Override
    public int run(Call call) throws FdfsException {
        TestSession.banner(call);
        if (call.count() < 2) {
            return call.usage(call.out(), "<config_file> <local_filename> [FILE | BUFF | CALLBACK]");
        }
        try (Storages storages = Storages.open(call, call.argument(0))) {
            TestSession session = new TestSession(call, storages);
            QueryStoreReply where;
            try {
                where = session.storages().forUpload();
            } catch (FdfsException e) {
                return call.failed(call.out(), "tracker_query_storage fail", e);
            }
            Endpoint server = where.storages().getFirst();
            call.print("group_name=" + where.group() + ", ip_addr=" + server.address() + ", port=" + server.port());
            try (Peer storage = session.storages().connect(server)) {
                return new Steps(session, storage, TestWay.of(call.count() > 2 ? call.argument(2) : ""), byId)
                        .run(where.storePathIndex());
            }
        }
    }

    /** The steps on one file. */
    private record Steps(TestSession session, Peer storage, TestWay way, boolean byId) {
        /** Returns the exit code; a size that is not as expected is only reported. */
        int run(int storePathIndex) throws FdfsException {
            String step = "upload file fail";
            try {
                FileId id = upload(storePathIndex);
                long bytes = content().bytes();
                String url = session.url(session.storages().tracker().server().address(), id);
                call().print(
                                byId
                                        ? "fild_id=" + id
                                        : "group_name=" + id.group() + ", remote_filename=" + id.filename());
                session.print(id);
                call().print("file url: " + url);

                step = "truncate file fail";
                long kept = byId ? 0 : bytes / 2;
                storage.ask(new TruncateFile(id.filename(), kept));
                long size = session.print(id).size();
                call().print("file url: " + url);
                compare(size, kept);

                step = "append file fail";
                append(id);
                size = session.printBrief(id).size();
                compare(size, bytes + kept);

                step = "modify file fail";
                modify(id, byId ? bytes : size);
                compare(session.printBrief(id).size(), 2 * bytes + kept);
                return 0;
            } catch (FdfsException e) {
                return call().failed(call().out(), step, e);
            }
        }

        private Call call() {
            return session.call();
        }

        private Content content() throws FdfsException {
            return way.content(call().path(call().argument(1)));
        }

        private FileId upload(int storePathIndex) throws FdfsException {
            try {
                Content content = content();
                String extension = Content.extensionOf(call().argument(1));
                UploadFile request = new UploadFile(true, storePathIndex, content.bytes(), extension);
                FileNameReply made = FileNameReply.decode(storage.ask(request, content));
                FileId id = new FileId(made.group(), made.filename());
                session.tag(storage, id);
                return id;
            } finally {
                method("storage_upload_appender_by_");
            }
        }

        private void append(FileId id) throws FdfsException {
            try {
                Content content = content();
                storage.ask(new AppendFile(id.filename(), content.bytes()), content);
            } finally {
                method("storage_append_by_");
            }
            call().print("append file successfully.");
        }

        private void modify(FileId id, long offset) throws FdfsException {
            try {
                Content content = content();
                storage.ask(new ModifyFile(id.filename(), offset, content.bytes()), content);
            } finally {
                method("storage_modify_by_");
            }
            call().print("modify file successfully.");
        }

        /** fdfs_appender_test1 calls other methods, but forgets to say so where it changes a file by a file. */
        private void method(String name) {
            boolean forgotten = way == TestWay.FILE && !name.contains("upload");
            call().print(name + way.method + (byId && !forgotten ? "1" : ""));
        }

        private void compare(long size, long expected) {
            if (size != expected) {
                call().err().print("file size: " + size + " != " + expected + "!!!\n");
            }
        }
    }
}
