package io.fastdfs.cli.tools;

import java.util.List;

/**
 * How fdfs_monitor was called: {@code [CONFIG [-h TRACKER] [COMMAND [GROUP [STORAGE_ID]]]]}.
 *
 * @param tracker empty: any of the configured ones
 * @param operands of the command: a group, and maybe a storage
 */
record MonitorArguments(String conf, String tracker, String command, List<String> operands) {
    private static final String TRACKER_OPTION = "-h";

    /** The call with all defaults. */
    static final MonitorArguments NONE = new MonitorArguments(Cluster.DEFAULT_CONF, "", "list", List.of());

    /** True for a call that asks for the usage. */
    static boolean askForHelp(List<String> arguments) {
        return arguments.equals(List.of(TRACKER_OPTION));
    }

    /** True if an option lacks its tracker. */
    static boolean lackTracker(List<String> arguments) {
        return arguments.size() == 2 && arguments.get(1).equals(TRACKER_OPTION);
    }

    static MonitorArguments parse(List<String> arguments) {
        if (arguments.isEmpty()) {
            return NONE;
        }
        String tracker = "";
        int at = 1;
        if (at < arguments.size() && arguments.get(at).startsWith(TRACKER_OPTION)) {
            tracker = arguments.get(at).substring(TRACKER_OPTION.length());
            at++;
            if (tracker.isEmpty()) {
                tracker = arguments.get(at);
                at++;
            }
        }
        String command = NONE.command;
        if (at < arguments.size()) {
            command = arguments.get(at);
            at++;
        }
        return new MonitorArguments(arguments.get(0), tracker, command, arguments.subList(at, arguments.size()));
    }
}
