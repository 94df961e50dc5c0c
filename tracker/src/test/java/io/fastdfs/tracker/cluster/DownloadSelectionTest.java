package io.fastdfs.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a download and a change go. Files are old after a day, and a copy takes five minutes at most. */
class DownloadSelectionTest {
    private static final String A = "10.0.0.11";
    private static final String B = "10.0.0.12";
    private static final String C = "10.0.0.13";
    private static final int NEW = Storages.NOW - 60;
    private static final int OLD = Storages.NOW - 2 * 86_400;

    @TempDir
    private Path folder;

    private Storages storages;

    @BeforeEach
    void start() throws IOException {
        storages = cluster(Policy.DownloadServer.ROUND_ROBIN);
    }

    private Storages cluster(Policy.DownloadServer downloadServer) throws IOException {
        Policy c = Policy.defaults(new ReservedSpace.Megabytes(100));
        Policy policy = new Policy(
                c.storeLookup(),
                c.storeGroup(),
                c.storeServer(),
                c.storePath(),
                downloadServer,
                c.reservedSpace(),
                c.syncFileMaxDelay(),
                c.syncFileMaxTime(),
                false);
        return new Storages(folder.resolve(downloadServer.name()), policy)
                .with("group1", A, 500)
                .with("group1", B, 500)
                .with("group1", C, 500);
    }

    @Test
    void aNewFileIsOnlyAtItsSource() throws IOException {
        assertThat(storages.holders(Storages.file(B, NEW))).containsExactly(B);
        assertThat(storages.download(Storages.file(B, NEW))).isEqualTo(B);
    }

    @Test
    void aFileIsWhereverTheChangesOfItsSourceHaveComePastItsTime() throws IOException {
        storages.synced(C, B, NEW);
        assertThat(storages.holders(Storages.file(B, NEW))).containsExactly(B);
        storages.synced(C, B, NEW + 1);
        assertThat(storages.holders(Storages.file(B, NEW))).containsExactly(B, C);
    }

    @Test
    void anOldFileIsEverywhere() throws IOException {
        assertThat(storages.holders(Storages.file(B, OLD))).containsExactly(A, B, C);
    }

    @Test
    void anOldFileIsNotWhereTheChangesOfItsSourceAreKnownToBeBehind() throws IOException {
        storages.synced(C, B, OLD - 1);
        assertThat(storages.holders(Storages.file(B, OLD))).containsExactly(A, B);
    }

    @Test
    void aFileOfTheLastSecondThatWasSyncedCountsOnceACopyHasHadItsTime() throws IOException {
        int created = Storages.NOW - 301;
        storages.synced(C, B, created);
        assertThat(storages.holders(Storages.file(B, created))).containsExactly(B, C);
    }

    @Test
    void holdersAreTakenInTurn() throws IOException {
        FileName old = Storages.file(A, OLD);
        Map<String, Integer> taken = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            taken.merge(storages.download(old), 1, Integer::sum);
        }
        assertThat(taken).isEqualTo(Map.of(A, 100, B, 100, C, 100));
    }

    @Test
    void withDownloadServer1ItIsTheSourceAsLongAsThatServes() throws IOException {
        Storages sourceFirst = cluster(Policy.DownloadServer.SOURCE_FIRST);
        FileName old = Storages.file(B, OLD);
        assertThat(List.of(sourceFirst.download(old), sourceFirst.download(old)))
                .containsOnly(B);
        sourceFirst.leaves(B);
        assertThat(List.of(sourceFirst.download(old), sourceFirst.download(old)))
                .containsExactlyInAnyOrder(A, C);
    }

    @Test
    void anAppenderIsReadAtItsSourceWhateverItsAge() throws IOException {
        FileName appender = Storages.appender(C, OLD);
        assertThat(storages.holders(appender)).containsExactly(C);
        assertThat(List.of(storages.download(appender), storages.download(appender)))
                .containsOnly(C);
    }

    @Test
    void whenNobodyIsKnownToHaveItTheFirstOneIsAsked() throws IOException {
        storages.leaves(B);
        assertThat(storages.download(Storages.file(B, NEW))).isEqualTo(A);
        assertThat(storages.holders(Storages.file(B, NEW))).containsExactly(A);
    }

    @Test
    void whereNoStorageServesThereIsNone() throws IOException {
        for (String address : List.of(A, B, C)) {
            storages.leaves(address);
        }
        assertThatThrownBy(() -> storages.download(Storages.file(A, OLD)))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.ENOENT));
    }

    @Test
    void aChangeGoesToTheSourceOrElseWhereAnUploadWouldGo() throws IOException {
        assertThat(storages.update(Storages.file(C, OLD))).isEqualTo(C);
        storages.leaves(C);
        FileName name = Storages.file(C, OLD);
        assertThat(List.of(storages.update(name), storages.update(name))).containsExactly(A, B);
    }

    @Test
    void whereverTheMembersAreTheHoldersShareTheDownloadsEqually() throws IOException {
        long seed = Long.getLong("seed", 10L);
        Random random = new Random(seed);
        List<String> all = List.of(A, B, C);
        for (int i = 0; i < 200; i++) {
            int created = Storages.NOW - random.nextInt(3 * 86_400);
            String source = all.get(random.nextInt(3));
            String behind = all.get(random.nextInt(3));
            storages.synced(behind, source, created - 500 + random.nextInt(1000));
            FileName name = Storages.file(source, created);
            List<String> holders = storages.holders(name);
            assertThat(holders).as("seed %d, step %d", seed, i).contains(source);
            Map<String, Integer> taken = new TreeMap<>();
            for (int k = 0; k < 60; k++) {
                taken.merge(storages.download(name), 1, Integer::sum);
            }
            assertThat(taken.keySet()).as("seed %d, step %d", seed, i).containsExactlyElementsOf(holders);
            assertThat(taken.values()).as("seed %d, step %d", seed, i).containsOnly(60 / holders.size());
        }
    }
}
