package io.fastdfs.cli.tools;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;

/** Asks tracker and storage whether they are alive, with which fdfs_test ends. */
final class ActiveTest {
    private ActiveTest() {}

    /** Returns 0 if both answer, else the errno of the last one that did not. */
    static int run(Call call, Peer tracker, Peer storage) {
        int ofTracker = ask(call, "tracker", tracker);
        int ofStorage = ask(call, "storage", storage);
        return ofStorage == 0 ? ofTracker : ofStorage;
    }

    private static int ask(Call call, String role, Peer server) {
        try {
            server.ask(new EmptyRequest(Command.ACTIVE_TEST));
            return 0;
        } catch (FdfsException e) {
            call.log(e);
            int code = e.status().code();
            call.print("active_test to " + role + " server " + Peer.name(server.server()) + " fail, errno: " + code);
            return code;
        }
    }
}
