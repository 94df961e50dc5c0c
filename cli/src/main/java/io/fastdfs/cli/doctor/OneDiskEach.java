package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.ServerReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Store paths are on disks of their own, as their storage says. Two on one file system count its free space twice; mostly a disk
 * is not mounted, and the files land on the one of the system.
 */
final class OneDiskEach implements Check {
    @Override
    public String name() {
        return "each store path is a disk of its own";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        facts.members()
                .forEach(storage -> storage.report()
                        .map(ServerReport::storePaths)
                        .ifPresent(paths -> shared(storage, paths, found)));
        return found;
    }

    private static void shared(Facts.Storage storage, List<ServerReport.StorePath> paths, List<Finding> found) {
        Map<String, List<String>> byDevice = new LinkedHashMap<>();
        for (ServerReport.StorePath path : paths) {
            if (!path.device().isEmpty()) {
                byDevice.computeIfAbsent(path.device(), any -> new ArrayList<>())
                        .add(path.path());
            }
        }
        byDevice.values().stream()
                .filter(on -> on.size() > 1)
                .forEach(on -> found.add(Finding.problem(
                        storage.name(),
                        String.join(" and ", on) + " are on one file system, whose space is counted " + on.size()
                                + " times",
                        "See whether a disk is not mounted there. If it is meant, take all but one out before there are files:"
                                + " one store path uses a file system as well as two.")));
    }
}
