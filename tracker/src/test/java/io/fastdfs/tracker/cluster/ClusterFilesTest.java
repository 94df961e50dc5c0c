package io.fastdfs.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.conf.StorageIdsFile;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of trackers: those that C has left, and those that a crash has. */
class ClusterFilesTest {
    private static final String A = "127.0.0.11";
    private static final String B = "127.0.0.12";
    private static final List<String> LISTS = List.of(StateFolder.GROUPS, StateFolder.STORAGES, StateFolder.SYNC_TIMES);
    private static final Clock NOW = Clock.fixed(Instant.ofEpochSecond(1_795_345_400L), ZoneOffset.UTC);

    @TempDir
    private Path base;

    private StateFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = StateFolder.below(base);
    }

    private void takeOver(String run) throws IOException {
        for (String name : LISTS) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(run + "/" + name))) {
                Files.write(file(name), in.readAllBytes());
            }
        }
    }

    private Path file(String name) {
        return base.resolve("data").resolve(name);
    }

    private Identities identities(String run) throws IOException {
        if (run.equals("plain")) {
            return Identities.byAddress();
        }
        Path conf = Files.writeString(
                base.resolve("storage_ids.conf"), "100001 group1 127.0.0.11\n100002 group1 127.0.0.12\n");
        return new Identities(ConfiguredStorages.of(StorageIdsFile.read(conf).entries()), true, true);
    }

    private Cluster open(Identities identities) throws IOException {
        return new Cluster(Policy.defaults(new ReservedSpace.Megabytes(100)), identities, folder, NOW);
    }

    private Cluster open() throws IOException {
        return open(Identities.byAddress());
    }

    private static StorageJoin join(boolean fresh) {
        return new StorageJoin(
                "group1", 23000, 1, 4, 10, 1, 2, "6.16.1", fresh, 0, "", "127.0.0.2", List.of("127.0.0.2:22122"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ids", "idstrunk"})
    void theFilesOfCAreWrittenAgainToTheByte(String run) throws IOException {
        takeOver(run);
        List<String> before = new ArrayList<>();
        for (String name : LISTS) {
            before.add(Files.readString(file(name), StandardCharsets.ISO_8859_1));
        }
        Cluster cluster = open(identities(run));
        cluster.snapshot().write(folder);
        for (int i = 0; i < LISTS.size(); i++) {
            assertThat(file(LISTS.get(i))).hasContent(before.get(i));
        }
        try (Stream<Path> files = Files.list(base.resolve("data"))) {
            assertThat(files).as("nothing is damaged").hasSize(LISTS.size());
        }
    }

    @Test
    void whatCKnewIsKnown() throws IOException {
        takeOver("plain");
        Cluster cluster = open();
        StorageStat a = cluster.storages("group1", A, A).getFirst();
        StorageStat b = cluster.storages("group1", B, B).getFirst();
        assertThat(a.status()).isEqualTo(StorageStatus.OFFLINE);
        assertThat(b.sourceId()).isEqualTo(A);
        assertThat(a.counters().value(StorageCounters.Field.SUCCESS_UPLOAD_COUNT))
                .isEqualTo(18);
        assertThat(a.counters().value(StorageCounters.Field.LAST_SYNCED_TIMESTAMP))
                .isEqualTo(1_795_345_160L);
        assertThat(cluster.group("group1").storagePort()).isEqualTo(23000);
    }

    @Test
    void afterARestartADownloadGoesToWhoHasTheFileByTheTimesOfTheLastRun() throws IOException {
        takeOver("plain");
        Cluster cluster = open();
        Member b = cluster.join(join(false), B);
        cluster.beat(b, new StorageBeat(null));
        FileName old = FileName.decode(nameFrom(A, 1_795_345_170));
        assertThat(cluster.allToFetch("group1", old, InetAddress.ofLiteral(B)).storages())
                .hasSize(1);
    }

    private static String nameFrom(String address, int created) {
        byte[] ip = new byte[] {127, 0, 0, (byte) (address.equals(A) ? 11 : 12)};
        ByteBuffer raw =
                ByteBuffer.allocate(20).put(ip).putInt(created).putLong(5).putInt(1);
        return "M00/00/00/"
                + Base64.getEncoder()
                        .encodeToString(raw.array())
                        .replace('+', '-')
                        .replace('/', '_')
                        .replace("=", "")
                + ".txt";
    }

    @Test
    void aListIsOnTheDiskAsItIsInMemory() throws IOException {
        Cluster cluster = open();
        cluster.join(join(true), A);
        cluster.chooseSource(cluster.join(join(true), B));
        cluster.snapshot().write(folder);
        List<String> written = cluster.snapshot().files();
        assertThat(open().snapshot().files())
                .isEqualTo(written.stream()
                        .map(text -> text.replace("status=6", "status=5"))
                        .toList());
    }

    @Test
    void aStorageThatWaitsForItsCopyStillWaitsAfterARestart() throws IOException {
        takeOver("plain");
        Files.writeString(
                file(StateFolder.STORAGES),
                Files.readString(file(StateFolder.STORAGES)).replace("status=5", "status=1"));
        assertThat(open().storages("group1", "", A))
                .extracting(StorageStat::status)
                .containsOnly(StorageStatus.WAIT_SYNC);
    }

    @Test
    void aDeletedStorageStaysAwayAfterARestartAndItsGroupHearsOfIt() throws IOException {
        takeOver("plain");
        Cluster cluster = open();
        cluster.deleteStorage("group1", B);
        cluster.snapshot().write(folder);
        Cluster again = open();
        assertThat(again.storages("group1", "", A)).extracting(StorageStat::id).containsExactly(A);
        assertThat(again.changeLogFor("group1", A)).matches("\\d+ group1 127\\.0\\.0\\.12 4 \n");
        assertThat(again.changeLogFor("group1", A)).isEmpty();
    }

    @Test
    void aTornListIsKeptAndWhatIsWholeInItIsTaken() throws IOException {
        takeOver("plain");
        String whole = Files.readString(file(StateFolder.STORAGES));
        String torn = whole.substring(0, whole.indexOf("[Storage002]") + 30);
        Files.writeString(file(StateFolder.STORAGES), torn);
        Cluster cluster = open();
        assertThat(cluster.storages("group1", "", A))
                .extracting(StorageStat::id)
                .containsExactly(A);
        assertThat(file(StateFolder.STORAGES + ".damaged")).hasContent(torn);
        cluster.snapshot().write(folder);
        assertThat(open().storages("group1", "", A)).hasSize(1);
    }

    @Test
    void afterATornListNobodyIsToldThatThereIsNothingToCopy() throws IOException {
        takeOver("plain");
        Files.writeString(file(StateFolder.STORAGES), "");
        Cluster cluster = open();
        Member fresh = cluster.join(join(true), "127.0.0.13");
        Assertions.assertThatThrownBy(() -> cluster.chooseSource(fresh))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.ENOENT));
    }

    @Test
    void listsOfATimeThatCannotBeReadAreNotTakenForNone() throws IOException {
        Files.writeString(file(StateFolder.OLD_GROUPS), "group1,23000,1,256\n");
        Assertions.assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("storage_groups.dat");
    }

    @Test
    void aTornLineOfTheChangeLogIsCutOff() throws IOException {
        Files.writeString(file(StateFolder.CHANGE_LOG), "100 group1 127.0.0.9 4 \n200 group1 127.");
        takeOver("plain");
        assertThat(open().changeLogFor("group1", A)).isEqualTo("100 group1 127.0.0.9 4 \n");
        assertThat(file(StateFolder.CHANGE_LOG)).hasContent("100 group1 127.0.0.9 4 \n");
    }

    @Test
    void aStorageThatIdsDoNotNameIsLeftOut() throws IOException {
        takeOver("ids");
        Path conf = Files.writeString(base.resolve("storage_ids.conf"), "100001 group1 127.0.0.11\n");
        Identities one =
                new Identities(ConfiguredStorages.of(StorageIdsFile.read(conf).entries()), true, true);
        assertThat(open(one).storages("group1", "", A))
                .extracting(StorageStat::id)
                .containsExactly("100001");
    }

    @Test
    void storagesOfTheTimeBeforeIdsAreKnownByTheirAddress() throws IOException {
        takeOver("plain");
        List<StorageStat> storages = open(identities("ids")).storages("group1", "", A);
        assertThat(storages).extracting(StorageStat::id).containsExactly("100001", "100002");
        assertThat(storages).extracting(StorageStat::sourceId).containsExactly("", "100001");
    }

    @Test
    void whateverStandsInTheFilesTheTrackerStarts() throws IOException {
        long seed = Long.getLong("seed", 11L);
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            takeOver("plain");
            String name = LISTS.get(random.nextInt(LISTS.size()));
            byte[] bytes = Files.readAllBytes(file(name));
            for (int j = random.nextInt(20); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file(name), Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            Cluster cluster = open();
            assertThat(cluster.groups()).as("seed %d, round %d", seed, i).hasSizeLessThanOrEqualTo(1);
            for (Path file : damaged()) {
                Files.delete(file);
            }
        }
    }

    private List<Path> damaged() throws IOException {
        try (Stream<Path> files = Files.list(base.resolve("data"))) {
            return files.filter(file -> file.toString().contains(".damaged")).toList();
        }
    }
}
