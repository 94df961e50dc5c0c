package io.fastdfs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the load comes from, in words, as a number without its machine says nothing. */
final class Machine {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String inWords() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors"
                + cpuModel() + ", Java " + Runtime.version();
    }

    private static String cpuModel() {
        try {
            for (String line : Files.readAllLines(CPUS)) {
                if (line.startsWith("model name")) {
                    return " " + line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException _) {
            // Not on Linux.
        }
        return "";
    }
}
