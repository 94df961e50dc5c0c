package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.tracker.TrackerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All servers speak the protocol of one release. */
final class Versions implements Check {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    /** Addresses became wider with it, in what servers tell each other. */
    private static final int WIDE_MAJOR = 6;

    private static final int WIDE_MINOR = 11;

    @Override
    public String name() {
        return "all servers are of one release";
    }

    @Override
    public List<Finding> look(Facts facts) {
        SortedMap<String, List<String>> servers = new TreeMap<>();
        facts.members()
                .filter(storage -> !storage.stat().version().isEmpty())
                .forEach(storage -> add(servers, storage.stat().version(), storage.name()));
        for (Facts.View view : facts.views()) {
            for (TrackerStats.Tracker tracker : view.listed()) {
                if (!tracker.version().isEmpty()) {
                    add(servers, tracker.version(), "tracker " + tracker.host());
                }
            }
        }
        if (servers.size() < 2) {
            return List.of();
        }
        StringBuilder what = new StringBuilder();
        servers.forEach((version, names) -> what.append(what.isEmpty() ? "" : "; ")
                .append(version)
                .append(": ")
                .append(String.join(", ", names)));
        boolean compatible =
                servers.keySet().stream().map(Versions::isWide).distinct().count() == 1;
        return List.of(
                compatible
                        ? Finding.note("releases", what.toString(), "Bring all to the newest when it suits.")
                        : Finding.problem(
                                "releases",
                                what.toString(),
                                "Servers before 6.11 and since do not understand each other's lists: bring all to one"
                                        + " release."));
    }

    private static void add(SortedMap<String, List<String>> servers, String version, String name) {
        servers.computeIfAbsent(version, any -> new ArrayList<>()).add(name);
    }

    /** False for what cannot be read too: then one is told of it once more than needed. */
    private static boolean isWide(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > WIDE_MAJOR || major == WIDE_MAJOR && Integer.parseInt(numbers.group(2)) >= WIDE_MINOR;
    }
}
