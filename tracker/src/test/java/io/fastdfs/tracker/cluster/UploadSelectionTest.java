package io.fastdfs.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an upload goes. Every storage has 1000 MB on each store path. */
class UploadSelectionTest {
    private static final ReservedSpace MB_100 = new ReservedSpace.Megabytes(100);

    @TempDir
    private Path folder;

    private Storages cluster(Policy policy) throws IOException {
        return new Storages(folder, policy);
    }

    private static Policy policy(Policy.StoreLookup lookup, Policy.StoreServer server, Policy.StorePath path) {
        Policy c = Policy.defaults(MB_100);
        return new Policy(
                lookup,
                lookup == Policy.StoreLookup.FIXED_GROUP ? "group2" : "",
                server,
                path,
                c.downloadServer(),
                c.reservedSpace(),
                c.syncFileMaxDelay(),
                c.syncFileMaxTime(),
                false);
    }

    private static Policy lookup(Policy.StoreLookup lookup) {
        return policy(lookup, Policy.StoreServer.ROUND_ROBIN, Policy.StorePath.ROUND_ROBIN);
    }

    private static Policy server(Policy.StoreServer server) {
        return policy(Policy.StoreLookup.ROUND_ROBIN, server, Policy.StorePath.ROUND_ROBIN);
    }

    private static Policy path(Policy.StorePath path) {
        return policy(Policy.StoreLookup.ROUND_ROBIN, Policy.StoreServer.ROUND_ROBIN, path);
    }

    private static Policy reserve(ReservedSpace space) {
        return Policy.defaults(space);
    }

    private interface Choice {
        Object make() throws IOException;
    }

    private static List<Object> next(int count, Choice choice) throws IOException {
        List<Object> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(choice.make());
        }
        return made;
    }

    private static void assertRefused(Status status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    // store_lookup

    @Test
    void lookup0TakesTheGroupsInTurn() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.ROUND_ROBIN))
                .with("group2", "10.0.0.2", 500)
                .with("group1", "10.0.0.1", 500)
                .with("group3", "10.0.0.3", 500);
        assertThat(next(4, storages::uploadGroup)).containsExactly("group1", "group2", "group3", "group1");
    }

    @Test
    void lookup0PassesOverAFullGroup() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.ROUND_ROBIN))
                .with("group1", "10.0.0.1", 500)
                .with("group2", "10.0.0.2", 100)
                .with("group3", "10.0.0.3", 500);
        assertThat(next(4, storages::uploadGroup)).containsExactly("group1", "group3", "group1", "group3");
    }

    @Test
    void lookup1TakesTheGroupOfStoreGroup() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.FIXED_GROUP)).with("group1", "10.0.0.1", 900);
        assertRefused(Status.ENOENT, storages::uploadGroup);
        storages.with("group2", "10.0.0.2", 200);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group2");
        storages.free("10.0.0.2", 100);
        assertRefused(Status.ENOSPC, storages::uploadGroup);
    }

    @Test
    void lookup2TakesTheGroupWithTheMostRoom() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.MOST_FREE))
                .with("group1", "10.0.0.1", 500)
                .with("group2", "10.0.0.2", 600);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group2");
        storages.free("10.0.0.2", 400);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group1");
    }

    @Test
    void lookup2OfTwoEqualGroupsTakesTheFirstByName() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.MOST_FREE))
                .with("group2", "10.0.0.2", 500)
                .with("group1", "10.0.0.1", 500);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group1");
    }

    @Test
    void aGroupThatIsAskedForIsTakenWhateverTheLookup() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.MOST_FREE))
                .with("group1", "10.0.0.1", 200)
                .with("group2", "10.0.0.2", 900);
        assertThat(storages.upload("group1")).isEqualTo("group1 10.0.0.1 0");
        assertRefused(Status.ENOENT, () -> storages.upload("group9"));
    }

    @Test
    void aGroupHasAsMuchRoomAsItsFullestStorage() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.MOST_FREE))
                .with("group1", "10.0.0.1", 900)
                .with("group1", "10.0.0.2", 300)
                .with("group2", "10.0.0.3", 400);
        assertThat(storages.uploadGroup()).isEqualTo("group2");
        storages.leaves("10.0.0.2");
        assertThat(storages.uploadGroup())
                .as("one that has left does not keep the group small")
                .isEqualTo("group1");
    }

    @Test
    void whereNoStorageIsActiveThereIsNoneAndWhereAllAreFullThereIsNoSpace() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.ROUND_ROBIN)).with("group1", "10.0.0.1", 100);
        assertRefused(Status.ENOSPC, storages::uploadGroup);
        storages.leaves("10.0.0.1");
        assertRefused(Status.ENOENT, storages::uploadGroup);
    }

    // store_server

    @Test
    void server0TakesTheStoragesInTurnInTheOrderOfTheirIdsAsText() throws IOException {
        Storages storages = cluster(server(Policy.StoreServer.ROUND_ROBIN))
                .with("group1", "10.0.0.2", 500)
                .with("group1", "10.0.0.10", 500);
        assertThat(next(3, storages::uploadServer)).containsExactly("10.0.0.10", "10.0.0.2", "10.0.0.10");
    }

    @Test
    void server1TakesTheFirstIdAsText() throws IOException {
        Storages storages = cluster(server(Policy.StoreServer.FIRST_ID))
                .with("group1", "10.0.0.2", 500)
                .with("group1", "10.0.0.10", 500);
        assertThat(next(2, storages::uploadServer)).containsOnly("10.0.0.10");
        storages.leaves("10.0.0.10");
        assertThat(storages.uploadServer()).isEqualTo("10.0.0.2");
    }

    @Test
    void server2TakesTheLowestPriorityAndOfEqualOnesTheFirstId() throws IOException {
        Storages storages = cluster(server(Policy.StoreServer.PRIORITY))
                .withPriority(10, "group1", "10.0.0.1", 500)
                .withPriority(-5, "group1", "10.0.0.3", 500)
                .withPriority(-5, "group1", "10.0.0.2", 500);
        assertThat(next(2, storages::uploadServer)).containsOnly("10.0.0.2");
    }

    @Test
    void aStorageThatOnlyReadsTakesNoUploadAndOneThatOnlyWritesServesNone() throws IOException {
        Storages storages = new Storages(
                        folder,
                        server(Policy.StoreServer.ROUND_ROBIN),
                        Storages.identities(
                                folder,
                                "1 group1 10.0.0.11 rw=read",
                                "2 group1 10.0.0.12 rw=write",
                                "3 group1 10.0.0.13 rw=none"))
                .with("group1", "10.0.0.11", 500)
                .with("group1", "10.0.0.12", 500)
                .with("group1", "10.0.0.13", 500);
        assertThat(next(3, storages::uploadServer)).containsOnly("10.0.0.12");
        assertThat(storages.holders(Storages.file("10.0.0.12", 1))).containsExactly("10.0.0.11");
        assertThat(storages.update(Storages.file("10.0.0.11", 1))).isEqualTo("10.0.0.12");
    }

    // store_path

    @Test
    void path0TakesThePathsInTurn() throws IOException {
        Storages storages = cluster(path(Policy.StorePath.ROUND_ROBIN)).with("group1", "10.0.0.1", 500, 500, 500);
        assertThat(next(4, storages::uploadPath)).containsExactly(0, 1, 2, 0);
    }

    @Test
    void path0PassesOverAFullPath() throws IOException {
        Storages storages = cluster(path(Policy.StorePath.ROUND_ROBIN)).with("group1", "10.0.0.1", 500, 33, 500);
        assertThat(next(4, storages::uploadPath)).containsExactly(0, 2, 0, 2);
    }

    @Test
    void path2TakesTheOneWithTheMostRoomAtTheLastReport() throws IOException {
        Storages storages = cluster(path(Policy.StorePath.MOST_FREE)).with("group1", "10.0.0.1", 500, 700, 600);
        assertThat(next(2, storages::uploadPath)).containsOnly(1);
        storages.free("10.0.0.1", 500, 550, 600);
        assertThat(next(2, storages::uploadPath)).containsOnly(2);
    }

    @Test
    void aStorageWithMorePathsThanTheOthersServesWithThoseThatAllHave() throws IOException {
        Storages storages = cluster(path(Policy.StorePath.ROUND_ROBIN))
                .with("group1", "10.0.0.2", 500)
                .with("group1", "10.0.0.1", 500, 900);
        assertThat(next(4, storages::uploadPath)).containsOnly(0);
        assertThat(storages.uploadServer()).isEqualTo("10.0.0.1");
        storages.with("group1", "10.0.0.2", 500, 500);
        storages.free("10.0.0.1", 500, 900);
        assertThat(next(4, storages::uploadPath)).containsOnly(0, 1);
        assertRefused(Status.EINVAL, () -> storages.free("10.0.0.1", 500));
        assertRefused(Status.EINVAL, () -> storages.free("10.0.0.1", 500, 900, 900));
    }

    // reserved_storage_space

    @Test
    void megabytesAreReservedOfAServerAndSharedByItsPaths() throws IOException {
        Storages storages = cluster(reserve(MB_100)).with("group1", "10.0.0.1", 50, 51);
        assertThat(next(2, storages::uploadPath)).as("more than 100 / 2").containsOnly(1);
        storages.free("10.0.0.1", 50, 50);
        assertRefused(Status.ENOSPC, storages::uploadPath);
    }

    @Test
    void aPartIsReservedOfEachPath() throws IOException {
        Storages storages = cluster(reserve(new ReservedSpace.Ratio(0.1))).with("group1", "10.0.0.1", 100, 101);
        assertThat(next(2, storages::uploadPath)).as("more than a tenth").containsOnly(1);
        storages.free("10.0.0.1", 100, 100);
        assertRefused(Status.ENOSPC, storages::uploadPath);
    }

    // use_trunk_file

    @Test
    void withTrunkFilesServer0MeansTheFirstId() throws IOException {
        Storages storages = cluster(server(Policy.StoreServer.ROUND_ROBIN).withTrunkFiles())
                .with("group1", "10.0.0.1", 500)
                .with("group1", "10.0.0.2", 500);
        assertThat(next(3, storages::uploadServer)).containsOnly("10.0.0.1");
    }

    @Test
    void withTrunkFilesFreeSlotsCountWhereNoGroupHasOtherRoom() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.ROUND_ROBIN).withTrunkFiles())
                .with("group1", "10.0.0.1", 100)
                .with("group2", "10.0.0.2", 100);
        assertRefused(Status.ENOSPC, storages::uploadGroup);
        storages.freeInSlots("group2", "10.0.0.2", 1);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group2");
        assertThat(storages.upload("group2")).isEqualTo("group2 10.0.0.2 0");
        storages.free("10.0.0.1", 101);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group1");
    }

    @Test
    void withTrunkFilesLookup2TakesTheGroupWithTheMostRoomInSlotsOnceAllAreFull() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.MOST_FREE).withTrunkFiles())
                .with("group1", "10.0.0.1", 100)
                .with("group2", "10.0.0.2", 99)
                .with("group3", "10.0.0.3", 98);
        storages.freeInSlots("group2", "10.0.0.2", 50);
        storages.freeInSlots("group3", "10.0.0.3", 60);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group3");
        storages.free("10.0.0.1", 101);
        assertThat(next(3, storages::uploadGroup)).containsOnly("group1");
    }

    @Test
    void withTrunkFilesAFullPathIsTakenForItsSlotsOnlyIfNoPathHasOtherRoom() throws IOException {
        Storages storages =
                cluster(path(Policy.StorePath.ROUND_ROBIN).withTrunkFiles()).with("group1", "10.0.0.1", 20, 51);
        storages.freeInSlots("group1", "10.0.0.1", 40);
        assertThat(next(3, storages::uploadPath)).containsOnly(1);
        storages.free("10.0.0.1", 20, 50);
        assertThat(next(4, storages::uploadPath)).containsExactly(0, 1, 0, 1);
    }

    @Test
    void onlyTheTrunkServerTellsWhatIsFreeInSlots() throws IOException {
        Storages storages = cluster(lookup(Policy.StoreLookup.ROUND_ROBIN).withTrunkFiles())
                .with("group1", "10.0.0.1", 500)
                .with("group1", "10.0.0.2", 500);
        storages.freeInSlots("group1", "10.0.0.1", 7);
        assertRefused(Status.EINVAL, () -> storages.tellsFreeInSlots("10.0.0.2", 9));
        assertThat(storages.cluster().group("group1").trunkFreeMegabytes()).isEqualTo(7);
    }

    // all together

    @Test
    void inTurnMeansEquallyOften() throws IOException {
        long seed = Long.getLong("seed", 3L);
        Random random = new Random(seed);
        Storages storages = cluster(lookup(Policy.StoreLookup.ROUND_ROBIN));
        int groups = 2 + random.nextInt(4);
        int perGroup = 1 + random.nextInt(4);
        int paths = 1 + random.nextInt(4);
        for (int i = 0; i < groups * perGroup; i++) {
            long[] free = random.longs(paths, 500, 900).toArray();
            storages.with("group" + (i % groups), "10.0." + i % groups + ".1" + i / groups, free);
        }
        Map<String, Integer> taken = new TreeMap<>();
        int rounds = 50;
        int places = groups * perGroup * paths;
        for (int i = 0; i < rounds * places; i++) {
            taken.merge(storages.upload(null), 1, Integer::sum);
        }
        assertThat(taken).as("seed %d: %s", seed, taken).hasSize(places);
        assertThat(taken.values()).as("seed %d: %s", seed, taken).containsOnly(rounds);
    }

    @Test
    void byFreeSpaceGroupsFillEvenly() throws IOException {
        long seed = Long.getLong("seed", 4L);
        Random random = new Random(seed);
        Storages storages = cluster(lookup(Policy.StoreLookup.MOST_FREE));
        Map<String, Long> free = new TreeMap<>();
        for (int i = 1; i <= 5; i++) {
            long there = 500L + random.nextInt(500);
            free.put("group" + i, there);
            storages.with("group" + i, "10.0.0." + i, there);
        }
        while (free.values().stream().anyMatch(left -> left > 300)) {
            String group = storages.uploadGroup();
            long left = free.merge(group, -1L - random.nextInt(10), Long::sum);
            storages.free("10.0.0." + group.substring(5), left);
        }
        assertThat(free.values()).as("seed %d: %s", seed, free).allMatch(left -> left > 280);
    }

    @Test
    void underRandomChangesAnUploadOnlyGoesWhereThereIsRoomAndSomebodyServes() throws IOException {
        long seed = Long.getLong("seed", 6L);
        Random random = new Random(seed);
        Storages storages = cluster(lookup(Policy.StoreLookup.ROUND_ROBIN));
        Map<String, Long> active = new TreeMap<>();
        for (int i = 0; i < 5000; i++) {
            String address = "10.0.0." + (1 + random.nextInt(9));
            String group = "group" + address.substring(7).charAt(0) % 3;
            long free = random.nextInt(300);
            switch (random.nextInt(4)) {
                case 0 -> {
                    storages.with(group, address, free);
                    active.put(address, free);
                }
                case 1 -> {
                    if (active.remove(address) != null) {
                        storages.leaves(address);
                    }
                }
                default -> {
                    try {
                        String server = storages.uploadServer();
                        assertThat(active.getOrDefault(server, 0L))
                                .as("seed %d, step %d: %s of %s", seed, i, server, active)
                                .isGreaterThan(100);
                    } catch (FdfsException e) {
                        assertThat(e.status()).as("seed %d, step %d", seed, i).isIn(Status.ENOENT, Status.ENOSPC);
                    }
                }
            }
        }
    }

    @Test
    void whateverTheLookupAndPathsTheFirstIdAndTheLowestPriorityTakeAllOfTheirGroup() throws IOException {
        long seed = Long.getLong("seed", 7L);
        Random random = new Random(seed);
        for (Policy.StoreServer rule : List.of(Policy.StoreServer.FIRST_ID, Policy.StoreServer.PRIORITY)) {
            Storages storages = new Storages(folder.resolve(rule.name()), server(rule));
            Map<String, String> expected = new TreeMap<>();
            for (int group = 0; group < 4; group++) {
                List<Integer> order = new ArrayList<>(List.of(1, 2, 3, 4, 5));
                Collections.shuffle(order, random);
                for (int i : order) {
                    storages.withPriority(i % 3, "group" + group, "10.0." + group + "." + i, 500, 500);
                }
                expected.put("group" + group, "10.0." + group + (rule == Policy.StoreServer.FIRST_ID ? ".1" : ".3"));
            }
            Map<String, Integer> taken = new TreeMap<>();
            for (int i = 0; i < 400; i++) {
                taken.merge(storages.upload(null), 1, Integer::sum);
            }
            Map<String, Integer> wanted = new TreeMap<>();
            expected.forEach((group, server) -> {
                wanted.put(group + " " + server + " 0", 50);
                wanted.put(group + " " + server + " 1", 50);
            });
            assertThat(taken).as("seed %d, %s", seed, rule).isEqualTo(wanted);
        }
    }

    @Test
    void byFreeSpacePathsFillEvenly() throws IOException {
        long seed = Long.getLong("seed", 8L);
        Random random = new Random(seed);
        Storages storages = cluster(path(Policy.StorePath.MOST_FREE));
        long[] free = random.longs(6, 500, 1000).toArray();
        storages.with("group1", "10.0.0.1", free);
        while (Arrays.stream(free).anyMatch(left -> left > 300)) {
            free[storages.uploadPath()] -= 1 + random.nextInt(10);
            storages.free("10.0.0.1", free);
        }
        assertThat(free)
                .as("seed %d", seed)
                .satisfies(left ->
                        assertThat(Arrays.stream(left).min().orElseThrow()).isGreaterThan(280));
    }

    @Test
    void aPartOrMegabytesReservedIsNeverGivenAway() throws IOException {
        long seed = Long.getLong("seed", 9L);
        Random random = new Random(seed);
        for (ReservedSpace reserved : List.of(MB_100, new ReservedSpace.Ratio(0.25))) {
            Storages storages = new Storages(folder.resolve(reserved.asParameter()), reserve(reserved));
            long[] free = random.longs(3, 0, 1000).toArray();
            storages.with("group1", "10.0.0.1", free);
            for (int i = 0; i < 2000; i++) {
                free[random.nextInt(free.length)] = random.nextInt(500);
                storages.free("10.0.0.1", free);
                long kept = reserved instanceof ReservedSpace.Ratio ? 250 : 100 / free.length;
                boolean room = Arrays.stream(free).anyMatch(left -> left > kept)
                        && reserved.allows(
                                free.length * Storages.MEGABYTE_TOTAL,
                                Arrays.stream(free).sum());
                if (room) {
                    assertThat(free[storages.uploadPath()])
                            .as("seed %d, step %d", seed, i)
                            .isGreaterThan(kept);
                } else {
                    assertRefused(Status.ENOSPC, storages::uploadPath);
                }
            }
        }
    }
}
