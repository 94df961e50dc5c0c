package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import java.util.ArrayList;
import java.util.List;

/** Each group takes uploads and serves downloads, on all of its disks. */
final class TakesFiles implements Check {
    @Override
    public String name() {
        return "every group and disk may be read and written";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (GroupStat group : facts.groups()) {
            if (!facts.members(group.group()).isEmpty()) {
                group(group, found);
            }
        }
        facts.members().forEach(storage -> {
            int mode = storage.stat().readWriteMode();
            if (mode != ReadWriteMode.BOTH.code) {
                found.add(Finding.note(
                        storage.name(),
                        inWords(mode),
                        "So says rw= in storage_ids.conf; take it out there when that is over."));
            }
            storage.report().ifPresent(report -> disks(storage, report, found));
        });
        return found;
    }

    private static String inWords(int mode) {
        if (mode == ReadWriteMode.READ_ONLY.code) {
            return "is for reading only";
        }
        return mode == ReadWriteMode.WRITE_ONLY.code ? "is for writing only" : "is out of use";
    }

    private static void group(GroupStat group, List<Finding> found) {
        if (group.writableCount() == 0) {
            found.add(Finding.problem(
                    "group " + group.group(),
                    "takes no uploads: none of its storages is ACTIVE and may be written to",
                    "Start one, or change rw= in storage_ids.conf."));
        }
        if (group.readableCount() == 0) {
            found.add(Finding.problem(
                    "group " + group.group(),
                    "serves no downloads: none of its storages is ACTIVE and may be read from",
                    "Start one, or change rw= in storage_ids.conf."));
        }
    }

    private static void disks(Facts.Storage storage, ServerReport report, List<Finding> found) {
        for (ServerReport.StorePath path : report.storePaths()) {
            if (!path.writable()) {
                found.add(Finding.problem(
                        storage.name(),
                        path.path() + " cannot be written: its file system is read-only, or belongs to somebody else",
                        "A disk with errors becomes read-only: see the log of the system, and replace it. Else mount it"
                                + " with rw, or give the folder to the user of the storage."));
            } else if (path.readonly()) {
                found.add(Finding.note(
                        storage.name(),
                        path.path() + " takes no new files",
                        "So says store_pathN_readonly in its storage.conf."));
            }
        }
    }
}
