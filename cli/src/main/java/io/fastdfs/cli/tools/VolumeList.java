package io.fastdfs.cli.tools;

import static io.fastdfs.cli.tools.Notation.bit;
import static io.fastdfs.cli.tools.Notation.size;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.VolumeStats;
import io.fastdfs.protocol.tracker.VolumeStats.Volume;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** fdfs_volumn_stat (its name is spelled so): the space of each group, and their sum. */
final class VolumeList {
    private static final int BY_DISK = 1;
    private static final int BY_TRUNK = 2;
    private static final int BY_SPACE = 4;
    private static final String RULE = "=".repeat(32);

    private VolumeList() {}

    static Tool tool() {
        return new StatTool("ANFDdTt", """
            \t[-A] groups with space
            \t[-N | -F] groups without
            \t[-D] groups with space on disk
            \t[-d] groups without

            Where trunk files are in use:
            \t[-T] groups with space in trunk files
            \t[-t] groups without

            A group has space if it has it on disk or in trunk files.
            """, VolumeList::answer);
    }

    static GetVolumes request(GetOpt options) {
        int filter = (options.hasAny("ANF") ? BY_SPACE : 0)
                | (options.hasAny("Dd") ? BY_DISK : 0)
                | (options.hasAny("Tt") ? BY_TRUNK : 0);
        return new GetVolumes(filter, options.last("Dd") == 'D', options.last("Tt") == 'T', options.last("ANF") == 'A');
    }

    private static String answer(GetOpt options, StatTool.Asker asker) throws FdfsException {
        return report(VolumeStats.decode(asker.tracker().ask(request(options))));
    }

    static String report(VolumeStats stats) {
        if (stats.volumes().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n");
        Volume sum = new Volume("", 0, 0, 0, 0, 0, false, false);
        int available = 0;
        for (Volume volume : stats.volumes()) {
            sum = add(sum, volume);
            available += bit(volume.diskAvailable() || volume.trunkAvailable());
            text.append(line(volume, stats.trunkFiles()));
        }
        int count = stats.volumes().size();
        if (count == 1) {
            return text.append("storage volumn / group count: 1\n\n").toString();
        }
        return text.append(RULE + " VOLUMNS SUMMARY " + RULE + "\n")
                .append(line(sum, stats.trunkFiles()))
                .append("volumn / group counts {total: " + count + ", available: " + available + "}\n\n")
                .toString();
    }

    private static Volume add(Volume sum, Volume volume) {
        return new Volume(
                "",
                sum.totalMegabytes() + volume.totalMegabytes(),
                sum.freeMegabytes() + volume.freeMegabytes(),
                sum.reservedMegabytes() + volume.reservedMegabytes(),
                sum.availableMegabytes() + volume.availableMegabytes(),
                sum.trunkFreeMegabytes() + volume.trunkFreeMegabytes(),
                sum.diskAvailable() || volume.diskAvailable(),
                sum.trunkAvailable() || volume.trunkAvailable());
    }

    private static String line(Volume volume, boolean trunkFiles) {
        long usable = volume.totalMegabytes() - volume.reservedMegabytes();
        StringBuilder line = new StringBuilder(volume.group());
        line.append(" disk_available: ").append(bit(volume.diskAvailable()));
        if (trunkFiles) {
            line.append(", trunk_available: ").append(bit(volume.trunkAvailable()));
        }
        line.append(", disk space {total: ").append(size(volume.totalMegabytes()));
        line.append(", free: ").append(size(volume.freeMegabytes()));
        line.append(", reserved: ").append(size(volume.reservedMegabytes()));
        line.append(", avail: ").append(size(volume.availableMegabytes()));
        line.append(", util: ")
                .append(percent(usable - volume.availableMegabytes(), usable))
                .append('}');
        if (trunkFiles) {
            long all = volume.availableMegabytes() + volume.trunkFreeMegabytes();
            line.append(", trunk free space: ").append(size(volume.trunkFreeMegabytes()));
            line.append(", total available {space: ").append(size(all));
            line.append(", ratio: ").append(percent(all, usable)).append('}');
        }
        return line.append("\n\n").toString();
    }

    /** Rounds as C's printf does: the exact value of the double, halves to the even digit. */
    private static String percent(long part, long whole) {
        double percent = whole > 0 ? (double) part / whole * 100.00 : 0;
        return new BigDecimal(percent).setScale(2, RoundingMode.HALF_EVEN).toPlainString() + "%";
    }
}
