package io.fastdfs.cli;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** The sockets of this process, which a test cuts as a network does: in the middle of whatever is on its way. */
final class Sockets {
    private static final int BOTH_WAYS = 2;
    private static final MethodHandle SHUTDOWN = shutdown();

    private Sockets() {}

    @SuppressWarnings("restricted")
    private static MethodHandle shutdown() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("shutdown").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /** Cuts each connection to this port with one half probability; returns how many were cut. */
    static int cutSome(int port, Random random) throws IOException {
        Set<String> inodes = connectionsTo(port);
        int cut = 0;
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                if (inodes.contains(target(file)) && random.nextBoolean()) {
                    cut(Integer.parseInt(file.getFileName().toString()));
                    cut++;
                }
            }
        }
        return cut;
    }

    private static void cut(int descriptor) {
        try {
            int _ = (int) SHUTDOWN.invokeExact(descriptor, BOTH_WAYS);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException _) {
            return ""; // Closed meanwhile.
        }
    }

    /** Accepted here: what the links in {@code /proc/self/fd} say of them. */
    private static Set<String> connectionsTo(int port) throws IOException {
        Set<String> found = new HashSet<>();
        String local = String.format(":%04X", port);
        for (String line : Files.readAllLines(Path.of("/proc/net/tcp"))) {
            String[] fields = line.strip().split(" +", -1);
            boolean established = fields[3].equals("01");
            if (established && fields[1].endsWith(local)) {
                found.add("socket:[" + fields[9] + "]");
            }
        }
        return found;
    }
}
