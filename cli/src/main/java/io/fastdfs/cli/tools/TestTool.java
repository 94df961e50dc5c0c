package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.tracker.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * fdfs_test and fdfs_test1: try one client command, and print what came of it.
 *
 * @param byId whether a file is named by its id, as fdfs_test1 wants it, or by group and name
 */
record TestTool(boolean byId) implements Tool {
    private static final Set<String> ON_A_FILE = Set.of("download", "getmeta", "setmeta", "delete", "query_servers");
    private static final Set<String> CHANGES = Set.of("setmeta", "delete");

    /** A call that lacks operands; C exits so, and not with 1. */
    private static final int MISUSED = Status.EINVAL.code();

    @Override
    public int run(Call call) throws FdfsException {
        TestSession.banner(call);
        if (call.count() < 2) {
            call.usage(call.out(), "<config_file> <operation>");
            call.print("\toperation: upload, download, getmeta, setmeta, delete and query_servers");
            return Call.USAGE;
        }
        try (Storages storages = Storages.open(call, call.argument(0))) {
            TestSession session = new TestSession(call, storages);
            String operation = call.argument(1);
            if (operation.equals("upload")) {
                return upload(session);
            }
            if (!ON_A_FILE.contains(operation)) {
                call.print("invalid operation: " + operation);
                return MISUSED;
            }
            return onFile(session, operation);
        }
    }

    private int upload(TestSession session) throws FdfsException {
        Call call = session.call();
        if (call.count() < 3) {
            call.usage(call.out(), "<config_file> upload <local_filename> [FILE | BUFF | CALLBACK] ");
            return MISUSED;
        }
        TestWay way = TestWay.of(call.count() > 3 ? call.argument(3) : "");
        return new TestUpload(session, byId, call.argument(2), way).run();
    }

    /** Where the operands behind the file begin. */
    private int rest() {
        return byId ? 3 : 4;
    }

    private String fileUsage() {
        return byId ? "<file_id>" : "<group_name> <remote_filename>";
    }

    private int onFile(TestSession session, String operation) throws FdfsException {
        Call call = session.call();
        if (call.count() < rest()) {
            call.usage(call.out(), "<config_file> " + operation + " " + fileUsage());
            return MISUSED;
        }
        if (operation.equals("query_servers")) {
            return queryServers(session);
        }
        FileId id;
        Endpoint server;
        try {
            id = fileId(call);
            boolean forUpdate = CHANGES.contains(operation) && !byId;
            server = forUpdate
                    ? session.storages().forUpdate(id)
                    : session.storages().forReading(id);
        } catch (FdfsException e) {
            return call.failed(call.out(), "tracker_query_storage_fetch fail, " + named(call), e);
        }
        call.print("storage=" + Peer.name(server));
        if (operation.equals("setmeta") && call.count() < rest() + 2) {
            call.usage(call.out(), "<config_file> setmeta " + fileUsage() + " <op_flag> <metadata_list>");
            call.print("\top_flag: O for overwrite, M for merge");
            call.print("\tmetadata_list: name1=value1,name2=value2,...");
            return MISUSED;
        }
        try (Peer storage = session.storages().connect(server)) {
            int code = carryOut(session, operation, id, storage);
            int alive = ActiveTest.run(call, session.storages().tracker(), storage);
            return code == 0 ? alive : code;
        }
    }

    private FileId fileId(Call call) throws FdfsException {
        return byId ? FileIdArgument.parse(call.argument(2)) : FileIdArgument.of(call.argument(2), call.argument(3));
    }

    private String named(Call call) {
        return byId
                ? "file_id=" + call.argument(2)
                : "group_name=" + call.argument(2) + ", filename=" + call.argument(3);
    }

    private int queryServers(TestSession session) {
        Call call = session.call();
        try {
            List<Endpoint> servers = session.storages().holders(fileId(call));
            call.print("server list (" + servers.size() + "):");
            servers.forEach(server -> call.print("\t" + Peer.name(server)));
            call.print("");
            return 0;
        } catch (FdfsException e) {
            return call.failed(
                    call.out(), "tracker_query_storage_list" + (byId ? "1" : "") + " fail, " + named(call), e);
        }
    }

    private int carryOut(TestSession session, String operation, FileId id, Peer storage) {
        Call call = session.call();
        try {
            switch (operation) {
                case "download" -> download(call, id, storage);
                case "getmeta" -> getMetadata(call, id, storage);
                case "setmeta" -> setMetadata(session, id);
                default -> delete(session, id);
            }
            return 0;
        } catch (FdfsException e) {
            boolean ofMetadata = operation.endsWith("meta");
            call.failed(call.out(), operation + (ofMetadata ? " fail" : " file fail"), e);
            return Call.FAILED;
        }
    }

    private void download(Call call, FileId id, Peer storage) throws FdfsException {
        String local = call.count() > rest() ? call.argument(rest()) : LocalFile.nameOf(id);
        DownloadFile request = new DownloadFile(0, 0, id.group(), id.filename());
        long bytes = new LocalFile(call.path(local)).fetch(storage, request);
        call.print("download file success, file size=" + bytes + ", file save to " + local);
    }

    private static void getMetadata(Call call, FileId id, Peer storage) throws FdfsException {
        String text = storage.ask(new GetMetadata(id.group(), id.filename())).restText();
        List<String> pairs = new ArrayList<>();
        for (String pair : text.split("\u0001")) {
            if (pair.indexOf('\u0002') >= 0) {
                pairs.add(pair.replace('\u0002', '='));
            }
        }
        call.print("get meta data success, meta count=" + pairs.size());
        pairs.forEach(call::print);
    }

    private void setMetadata(TestSession session, FileId id) throws FdfsException {
        Call call = session.call();
        String flag = call.argument(rest());
        if (!flag.startsWith("O") && !flag.startsWith("M")) {
            throw FdfsException.invalid("the flag is " + flag + ", and not O or M");
        }
        List<String> pairs = new ArrayList<>();
        for (String pair : call.argument(rest() + 1).split(",")) {
            if (pair.indexOf('=') >= 0) {
                pairs.add(pair.replaceFirst("=", "\u0002"));
            }
        }
        byte[] metadata = String.join("\u0001", pairs).getBytes(StandardCharsets.UTF_8);
        change(session, id, new SetMetadata(flag.startsWith("M"), id.group(), id.filename(), metadata));
        call.print("set meta data success");
    }

    private static void delete(TestSession session, FileId id) throws FdfsException {
        change(session, id, new DeleteFile(id.group(), id.filename()));
        session.call().print("delete file success");
    }

    private static void change(TestSession session, FileId id, Request request) throws FdfsException {
        try (Peer storage = session.storages().connect(session.storages().forUpdate(id))) {
            storage.ask(request);
        }
    }
}
