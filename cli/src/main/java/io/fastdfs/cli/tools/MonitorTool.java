package io.fastdfs.cli.tools;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageStat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** fdfs_monitor: report on all groups or one, forget a storage or a group, choose a trunk server. */
final class MonitorTool implements Tool {
    private static final int NO_SUCH_TRACKER = 2;

    @Override
    public int run(Call call) throws FdfsException {
        if (MonitorArguments.askForHelp(call.arguments())) {
            usage(call);
            return 0;
        }
        if (MonitorArguments.lackTracker(call.arguments())) {
            return usage(call);
        }
        MonitorArguments arguments = MonitorArguments.parse(call.arguments());
        Cluster cluster = Cluster.of(call, arguments.conf());
        Trackers trackers = cluster.trackers();
        if (arguments.tracker().isEmpty()) {
            trackers.startAt(ThreadLocalRandom.current().nextInt(trackers.all().size()));
        } else {
            int code = startAt(call, trackers, arguments.tracker());
            if (code != 0) {
                return code;
            }
        }
        call.print("tracker server count=" + trackers.all().size() + ", current server index=" + trackers.next());
        try (Peer tracker = trackers.connect()) {
            call.print("\ntracker server is " + Peer.name(tracker.server()) + "\n");
            return carryOut(call, arguments, trackers, tracker);
        }
    }

    private static int startAt(Call call, Trackers trackers, String name) {
        Endpoint wanted;
        try {
            wanted = ServerHost.parse(name, ServerHost.TRACKER_PORT).addresses().getFirst();
        } catch (FdfsException e) {
            call.log(e);
            call.print("resolve ip address of tracker server: " + name + " fail!, error info: Unknown host");
            return e.status().code();
        }
        if (!trackers.startAt(wanted)) {
            call.print("tracker server: " + name + " not exists!");
            return NO_SUCH_TRACKER;
        }
        return 0;
    }

    private static int carryOut(Call call, MonitorArguments arguments, Trackers trackers, Peer tracker) {
        List<String> operands = arguments.operands();
        boolean bare = operands.isEmpty();
        ClusterChange change = new ClusterChange(call, trackers);
        return switch (arguments.command()) {
            case "list" -> bare ? listAll(call, tracker) : listOne(call, tracker, operands.getFirst());
            case "delete" -> bare ? usage(call) : change.delete(operands);
            case "set_trunk_server" -> bare ? usage(call) : change.setTrunkServer(operands);
            default -> {
                call.print("Invalid command " + arguments.command() + "\n");
                yield usage(call);
            }
        };
    }

    private static int listAll(Call call, Peer tracker) {
        try {
            List<GroupStat> groups = groups(tracker);
            call.print("group count: " + groups.size());
            int code = 0;
            int number = 0;
            for (GroupStat group : groups) {
                number++;
                call.print("\nGroup " + number + ":");
                // One group that cannot be shown does not hide the others.
                code = Math.max(code, show(call, tracker, group));
            }
            return code;
        } catch (FdfsException e) {
            call.log(e);
            return Call.FAILED;
        }
    }

    private static int listOne(Call call, Peer tracker, String wanted) {
        try {
            for (GroupStat group : groups(tracker)) {
                if (group.group().equals(wanted)) {
                    return show(call, tracker, group);
                }
            }
            return 0;
        } catch (FdfsException e) {
            call.log(e);
            return Call.FAILED;
        }
    }

    private static int show(Call call, Peer tracker, GroupStat group) {
        try {
            call.out().print(GroupReport.of(group, storages(tracker, group.group(), ""), call.zone()));
            return 0;
        } catch (FdfsException e) {
            call.log(e);
            return Call.FAILED;
        }
    }

    private static List<GroupStat> groups(Peer tracker) throws FdfsException {
        return GroupStat.decodeAll(tracker.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS)));
    }

    /** The storages of a group, or only the one of this id. */
    static List<StorageStat> storages(Peer tracker, String group, String id) throws FdfsException {
        return StorageStat.decodeAll(tracker.ask(new ListStorages(group, id)));
    }

    private static int usage(Call call) {
        String tool = call.tool();
        call.out()
                .print("\nUsage:\n"
                        + "  " + tool + " <client_cfg_file> [-h <tracker_server>]\n"
                        + "  [list|delete|set_trunk_server <group_name> [storage_id]]\n\n"
                        + "Note:\n"
                        + "  a tracker server is host[:port], and its port is " + ServerHost.TRACKER_PORT
                        + " unless it says another\n"
                        + "  " + tool + " alone means " + tool + " " + Cluster.DEFAULT_CONF + "\n\n");
        return Call.USAGE;
    }
}
