package io.fastdfs.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The process on this machine that listens at an address, seen through {@code /proc}; there is none where that is missing,
 * or the process is of another user.
 *
 * @param proc its folder there
 */
record LocalServer(InetSocketAddress address, long pid, Path proc) {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    /** Of the kernel's interface, whatever the machine. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** The CPU time of all its threads so far, and its memory. */
    record Use(double cpuSeconds, double residentMegabytes) {}

    static Optional<LocalServer> at(InetSocketAddress address) {
        try {
            Optional<String> inode = listeningInode(address);
            return inode.isEmpty() ? Optional.empty() : owner(address, "socket:[" + inode.get() + "]");
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The socket of just that address, or else of all addresses. */
    private static Optional<String> listeningInode(InetSocketAddress address) throws IOException {
        String port = String.format(":%04X", address.getPort());
        Optional<String> ofAll = Optional.empty();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path file = PROC.resolve(table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] field = line.strip().split("\\s+");
                if (field.length <= INODE || !field[STATE].equals(LISTENING) || !field[LOCAL_ADDRESS].endsWith(port)) {
                    continue;
                }
                String host = field[LOCAL_ADDRESS].substring(0, field[LOCAL_ADDRESS].length() - port.length());
                if (isOf(host, address.getAddress())) {
                    return Optional.of(field[INODE]);
                }
                if (host.chars().allMatch(c -> c == '0') && isOfThisMachine(address.getAddress())) {
                    ofAll = Optional.of(field[INODE]);
                }
            }
        }
        return ofAll;
    }

    private static boolean isOfThisMachine(InetAddress address) throws IOException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    /** The kernel shows an address as words of four bytes in the order of the machine; IPv4 may be the end of an IPv6. */
    private static boolean isOf(String hex, InetAddress address) {
        ByteBuffer shown = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.nativeOrder());
        ByteBuffer bytes = ByteBuffer.allocate(shown.capacity());
        while (shown.hasRemaining()) {
            bytes.putInt(shown.getInt());
        }
        try {
            // Of an IPv4 address in the form of IPv6 this makes the IPv4 address.
            return InetAddress.getByAddress(bytes.array()).equals(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the kernel shows an address of " + bytes.capacity() + " bytes", e);
        }
    }

    private static Optional<LocalServer> owner(InetSocketAddress address, String socket) throws IOException {
        List<Path> processes = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            all.forEach(processes::add);
        }
        for (Path process : processes) {
            if (has(process, socket)) {
                long pid = Long.parseLong(process.getFileName().toString());
                return Optional.of(new LocalServer(address, pid, process));
            }
        }
        return Optional.empty();
    }

    private static boolean has(Path process, String socket) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : open) {
                if (Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException _) {
            // It has ended, or is of another user.
        }
        return false;
    }

    /** @throws IOException if it has ended */
    Use use() throws IOException {
        String stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
        // The name of the program comes second, in brackets, and may have spaces and brackets.
        String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = Long.parseLong(field[USER_TICKS]) + Long.parseLong(field[SYSTEM_TICKS]);
        return new Use(ticks / TICKS_PER_SECOND, residentKilobytes() / 1024.0);
    }

    private long residentKilobytes() throws IOException {
        for (String line : Files.readAllLines(proc.resolve("status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }
}
