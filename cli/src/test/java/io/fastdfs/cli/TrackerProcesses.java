package io.fastdfs.cli;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trackers of a cluster, each a process and an address of its own, which a test kills and starts again. */
final class TrackerProcesses {
    private static final OutgoingConnection.Timeouts TIMEOUTS =
            new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));

    private final Path folder;
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<ServerProcess> processes = new ArrayList<>();
    private int disks;

    /** Starts so many, below the folder. */
    TrackerProcesses(int count, Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < count; i++) {
            InetAddress host = InetAddress.getByName("127.0.1." + (i + 1));
            try (ServerSocket free = new ServerSocket(0, 1, host)) {
                addresses.add(new InetSocketAddress(host, free.getLocalPort()));
            }
        }
        for (int i = 0; i < count; i++) {
            giveDisk(i);
            processes.add(ServerProcess.start("trackerd", conf(i)));
        }
    }

    private Path conf(int tracker) {
        return folder.resolve("tracker" + tracker + ".conf");
    }

    /** It finds an empty disk at its next start. */
    void giveDisk(int tracker) throws IOException {
        InetSocketAddress address = addresses.get(tracker);
        disks++;
        Files.writeString(conf(tracker), """
                port = %d
                bind_addr = %s
                base_path = %s
                reserved_storage_space = 1%%
                """.formatted(
                        address.getPort(),
                        address.getAddress().getHostAddress(),
                        Files.createDirectory(folder.resolve("disk" + disks))));
    }

    List<InetSocketAddress> addresses() {
        return addresses;
    }

    String host(int tracker) {
        InetSocketAddress address = addresses.get(tracker);
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    void kill(int tracker) throws InterruptedException {
        processes.get(tracker).kill();
    }

    void startAgain(int tracker) throws IOException {
        processes.get(tracker).startAgain();
    }

    boolean allListen() {
        for (InetSocketAddress address : addresses) {
            try (var connection = new OutgoingConnection(address, null, TIMEOUTS)) {
                connection.ask(new EmptyRequest(Command.ACTIVE_TEST));
            } catch (IOException _) {
                return false;
            }
        }
        return true;
    }

    private BodyReader ask(int tracker, Request request) throws IOException {
        try (var connection = new OutgoingConnection(addresses.get(tracker), null, TIMEOUTS)) {
            return connection.ask(request);
        }
    }

    /** True if it says that it leads. */
    boolean leads(int tracker) throws IOException {
        try {
            return TrackerStatus.decode(ask(tracker, new EmptyRequest(Command.TRACKER_GET_STATUS)))
                    .leader();
        } catch (FdfsException _) {
            return false; // It knows no storage yet.
        }
    }

    /** The leader as this one knows it; empty if it knows none. */
    Optional<String> leaderAt(int tracker) throws IOException {
        try {
            return Optional.of(
                    ask(tracker, new EmptyRequest(Command.SERVER_GET_LEADER)).restText());
        } catch (FdfsException _) {
            return Optional.empty();
        }
    }

    /** The storages of the group as this one shows them; none if it does not know the group. */
    List<StorageStat> storages(int tracker, String group) throws IOException {
        try {
            return StorageStat.decodeAll(ask(tracker, new ListStorages(group, "")));
        } catch (FdfsException _) {
            return List.of();
        }
    }

    void stop() throws InterruptedException {
        for (ServerProcess process : processes) {
            process.stop();
        }
    }
}
