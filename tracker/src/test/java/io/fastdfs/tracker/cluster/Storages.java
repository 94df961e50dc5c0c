package io.fastdfs.tracker.cluster;

import io.fastdfs.conf.StorageIdsFile;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster whose storages say what a test lets them say. */
final class Storages {
    static final String CLIENT = "127.0.0.1";
    private static final InetAddress CLIENT_ADDRESS = InetAddress.ofLiteral(CLIENT);
    static final int NOW = 1_795_345_400;
    static final long MEGABYTE_TOTAL = 1000;

    private final Cluster cluster;
    private final Map<String, Member> members = new HashMap<>();

    Storages(Path folder, Policy policy) throws IOException {
        this(folder, policy, Identities.byAddress());
    }

    Storages(Path folder, Policy policy, Identities identities) throws IOException {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
        cluster = new Cluster(policy, identities, StateFolder.below(folder), clock);
    }

    /** Those of a {@code storage_ids.conf}. */
    static Identities identities(Path folder, String... lines) throws IOException {
        Path conf = Files.writeString(folder.resolve("storage_ids.conf"), String.join("\n", lines));
        return new Identities(ConfiguredStorages.of(StorageIdsFile.read(conf).entries()), true, true);
    }

    Cluster cluster() {
        return cluster;
    }

    /** An active storage with so much free of {@value #MEGABYTE_TOTAL} MB on each store path. */
    Storages with(String group, String address, long... freeMegabytes) throws IOException {
        return withPriority(10, group, address, freeMegabytes);
    }

    Storages withPriority(int priority, String group, String address, long... freeMegabytes) throws IOException {
        int paths = freeMegabytes.length;
        StorageJoin join = new StorageJoin(
                group,
                23000,
                paths,
                4,
                priority,
                1,
                2,
                "6.16.1",
                false,
                StorageStatus.ACTIVE.code,
                "",
                CLIENT,
                List.of(CLIENT + ":22122"));
        Member member = cluster.join(join, address);
        members.put(address, member);
        cluster.beat(member, new StorageBeat(null));
        free(address, freeMegabytes);
        return this;
    }

    void free(String address, long... megabytes) throws IOException {
        List<DiskUsage.Space> space = Arrays.stream(megabytes)
                .mapToObj(free -> new DiskUsage.Space(MEGABYTE_TOTAL, free))
                .toList();
        cluster.diskUsage(member(address), new DiskUsage(space));
    }

    /** It is the trunk server of its group, and tells so much to be free in slots. */
    void freeInSlots(String group, String address, long megabytes) throws IOException {
        cluster.trunkServerIs(group, address);
        tellsFreeInSlots(address, megabytes);
    }

    void tellsFreeInSlots(String address, long megabytes) throws IOException {
        cluster.trunkSpace(member(address), megabytes);
    }

    void leaves(String address) {
        cluster.left(member(address));
    }

    /** It has the changes of the source up to a time. */
    void synced(String address, String source, int untilSeconds) {
        cluster.syncReported(member(address), new SyncReport(List.of(new SyncReport.Synced(source, untilSeconds))));
    }

    private Member member(String address) {
        Member member = members.get(address);
        if (member == null) {
            throw new IllegalArgumentException("no storage " + address);
        }
        return member;
    }

    /** Group, address and store path of the next upload. */
    String upload(@Nullable String group) throws IOException {
        QueryStoreReply reply = cluster.whereToStore(group, false, CLIENT_ADDRESS);
        return reply.group() + " " + reply.storages().getFirst().address() + " " + reply.storePathIndex();
    }

    /** Where the next upload goes, of any group. */
    String uploadServer() throws IOException {
        return cluster.whereToStore(null, false, CLIENT_ADDRESS)
                .storages()
                .getFirst()
                .address();
    }

    String uploadGroup() throws IOException {
        return cluster.whereToStore(null, false, CLIENT_ADDRESS).group();
    }

    int uploadPath() throws IOException {
        return cluster.whereToStore(null, false, CLIENT_ADDRESS).storePathIndex();
    }

    String download(FileName name) throws IOException {
        return cluster.whereToFetch("group1", name, CLIENT_ADDRESS)
                .storages()
                .getFirst()
                .address();
    }

    List<String> holders(FileName name) throws IOException {
        return cluster.allToFetch("group1", name, CLIENT_ADDRESS).storages().stream()
                .map(Endpoint::address)
                .toList();
    }

    String update(FileName name) throws IOException {
        return cluster.whereToUpdate("group1", name, CLIENT_ADDRESS)
                .storages()
                .getFirst()
                .address();
    }

    static FileName file(String source, int createdSeconds) throws IOException {
        return name(InetAddress.ofLiteral(source).getAddress(), createdSeconds, 5);
    }

    static FileName appender(String source, int createdSeconds) throws IOException {
        return name(InetAddress.ofLiteral(source).getAddress(), createdSeconds, 1L << 58);
    }

    private static FileName name(byte[] source, int createdSeconds, long size) throws IOException {
        byte[] raw = ByteBuffer.allocate(20)
                .put(source)
                .putInt(createdSeconds)
                .putLong(size)
                .putInt(1)
                .array();
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(raw);
        return FileName.decode("M00/00/00/" + encoded.replace('+', '-').replace('/', '_') + ".txt");
    }
}
