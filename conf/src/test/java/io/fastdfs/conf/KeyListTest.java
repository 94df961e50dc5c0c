package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about keys: bad, missing, unknown, misplaced, repeated, without meaning here. */
class KeyListTest {
    private static Values read(KeyList keys, String... lines) throws IOException {
        return keys.read(ConfFile.parse("x.conf", String.join("\n", lines)));
    }

    private static Values tracker(String... lines) throws IOException {
        return read(TrackerKeys.KEYS, "base_path = /data\n" + String.join("\n", lines));
    }

    private static Values storage(String... lines) throws IOException {
        return read(
                StorageKeys.KEYS,
                "base_path = /data\ngroup_name = group1\ntracker_server = 10.0.0.1\n" + String.join("\n", lines));
    }

    private static List<String> messages(Values values) {
        return values.findings().stream().map(Finding::toString).toList();
    }

    private static String onlyMessage(Values values) {
        assertThat(values.findings()).hasSize(1);
        return values.findings().get(0).toString();
    }

    @Test
    void anAbsentKeyHasItsDefault() throws IOException {
        Values values = tracker();
        assertThat(values.findings()).isEmpty();
        assertThat(values.get(TrackerKeys.LISTEN.port)).isEqualTo(22122);
        assertThat(values.get(TrackerKeys.CHECK_ACTIVE_INTERVAL)).isEqualTo(Duration.ofSeconds(100));
        assertThat(values.get(TrackerKeys.RESERVED_STORAGE_SPACE)).isEqualTo(new Space.Absolute(1L << 30));
    }

    @Test
    void aKeyHasItsLastValue() throws IOException {
        Values values = tracker("port = 1", "port = 2");
        assertThat(values.get(TrackerKeys.LISTEN.port)).isEqualTo(2);
        assertThat(onlyMessage(values))
                .isEqualTo("WARN x.conf line 2: port: stands again in x.conf line 3, and only the last one counts");
    }

    @Test
    void aBadValueIsSaidWithFileLineKeyValueAndWhatIsAllowed() throws IOException {
        assertThat(onlyMessage(tracker("", "port = 70000")))
                .isEqualTo("ERROR x.conf line 3: port = 70000: allowed is a number from 1 to 65535");
    }

    @Test
    void everythingIsSaidAtOnce() throws IOException {
        assertThat(messages(tracker("port = x", "store_lookup = 9", "prot = 1", "work_threads = 8")))
                .containsExactly(
                        "ERROR x.conf line 2: port = x: allowed is a number from 1 to 65535",
                        "ERROR x.conf line 3: store_lookup = 9: allowed is 0 (round robin), 1 (the group of"
                                + " store_group), 2 (most free space)",
                        "WARN x.conf line 4: prot: unknown key, the nearest known key is port",
                        "INFO x.conf line 5: work_threads = 8: not needed here: each connection has a virtual thread"
                                + " of its own");
    }

    @Test
    void aStartWithErrorsIsRefusedWithAllOfThem() throws IOException {
        Values values = tracker("port = x", "store_lookup = 9", "prot = 1");
        assertThatThrownBy(() -> values.accepted(finding -> {}))
                .isInstanceOf(ConfException.class)
                .hasMessageStartingWith("x.conf is refused:\nERROR x.conf line 2: port = x")
                .hasMessageContaining("store_lookup")
                .hasMessageNotContaining("prot:");
    }

    @Test
    void aStartPassesOnWhatIsNoError() throws IOException {
        List<Finding> said = new ArrayList<>();
        tracker("prot = 1").accepted(said::add);
        assertThat(said).extracting(Finding::severity).containsExactly(Severity.WARN);
    }

    @Test
    void anErrorOfTheTextIsOneOfTheFile() throws IOException {
        assertThat(tracker("#@endif").hasErrors()).isTrue();
    }

    @Test
    void aRequiredKeyIsMissed() throws IOException {
        assertThat(onlyMessage(read(TrackerKeys.KEYS, "port = 1")))
                .isEqualTo("ERROR x.conf: base_path: missing; allowed is a path without quotes");
    }

    @ParameterizedTest
    @CsvSource({
        "stor_lookup,store_lookup",
        "Port,port",
        "network_time_out,network_timeout",
        "chek_active_interval,check_active_interval"
    })
    void anUnknownKeyIsSaidWithTheNearestKnownOne(String name, String nearest) throws IOException {
        assertThat(onlyMessage(tracker(name + " = 1")))
                .isEqualTo("WARN x.conf line 2: " + name + ": unknown key, the nearest known key is " + nearest);
    }

    @Test
    void aKeyOfAnotherFileIsSaidToBeOne() throws IOException {
        assertThat(onlyMessage(tracker("store_path0 = /data")))
                .isEqualTo("WARN x.conf line 2: store_path0: unknown key, a key of storage.conf");
    }

    @Test
    void aKeyUnderTheWrongSectionIsSaidToBeThere() throws IOException {
        assertThat(onlyMessage(tracker("[error-log]", "port = 1")))
                .isEqualTo(
                        "WARN x.conf line 3: port: has no effect under [error-log], it belongs in the global section,"
                                + " above every [section]");
        assertThat(onlyMessage(storage("enabled = true")))
                .isEqualTo(
                        "WARN x.conf line 4: enabled: has no effect under the global section, above every [section], it"
                                + " belongs in [access-log]");
    }

    @Test
    void aLogKeyIsLookedUpInItsSectionAndThenInTheGlobalOne() throws IOException {
        Values values = storage("log_file_keep_days = 7", "[access-log]", "log_file_keep_days = 3");
        assertThat(values.findings()).isEmpty();
        assertThat(values.get(StorageKeys.ERROR_LOG.keepDays)).isEqualTo(7);
        assertThat(values.get(StorageKeys.ACCESS_LOG.keepDays)).isEqualTo(3);
    }

    @Test
    void aLineWithoutEqualsSignIsAnErrorIfItBeginsWithAKey() throws IOException {
        assertThat(messages(tracker("port 22122", "port: 22122", "hello")))
                .containsExactly(
                        "ERROR x.conf line 2: port 22122: there is no = behind port",
                        "ERROR x.conf line 3: port: 22122: there is no = behind port",
                        "WARN x.conf line 4: hello: no comment, no [section] and no key = value, so it is skipped, as"
                                + " in C");
    }

    @Test
    void aLineWithoutAnyWordIsSkipped() throws IOException {
        assertThat(onlyMessage(tracker(" : "))).startsWith("WARN x.conf line 2: :: no comment");
    }

    @Test
    void aCommentBehindAValueIsPartOfIt() throws IOException {
        assertThat(messages(read(TrackerKeys.KEYS, "base_path = /data # here")))
                .containsExactly(
                        "WARN x.conf line 1: base_path = /data # here: a # behind a value is part of it, and no"
                                + " comment");
    }

    @Test
    void whatDoesNotExistYetIsAnErrorUnlessItIsOff() throws IOException {
        assertThat(onlyMessage(storage("check_file_duplicate = 1")))
                .isEqualTo(
                        "ERROR x.conf line 4: check_file_duplicate = 1: not supported yet: deduplication; to do without, take the line out");
        assertThat(storage("check_file_duplicate = 0").findings()).isEmpty();
    }

    @Test
    void keysOfASwitchThatIsOffAreOnlyChecked() throws IOException {
        assertThat(storage("file_signature_method = md5").findings()).isEmpty();
        assertThat(storage("file_signature_method = sha1").hasErrors()).isTrue();
    }

    @Test
    void aRetiredKeyIsSaidWithItsSuccessor() throws IOException {
        assertThat(onlyMessage(storage("use_access_log = true")))
                .isEqualTo("WARN x.conf line 4: use_access_log = true: C does not read it any more: write enabled in"
                        + " [access-log]");
    }

    @Test
    void anEmptyKeyWithoutMeaningIsNotWorthAWord() throws IOException {
        assertThat(tracker("run_by_group =").findings()).isEmpty();
    }

    @Test
    void aDisabledFileStartsNothing() throws IOException {
        assertThat(onlyMessage(tracker("disabled = yes")))
                .isEqualTo("ERROR x.conf line 2: disabled = true: starts nothing");
    }

    @Test
    void aFixedGroupNeedsAName() throws IOException {
        assertThat(onlyMessage(tracker("store_lookup = 1")))
                .isEqualTo("ERROR x.conf: store_group: missing, and needed as store_lookup is 1");
        assertThat(tracker("store_lookup = 1", "store_group = group1").findings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slot_max_size = 256",
                "slot_max_size = 33MB",
                "trunk_alloc_alignment_size = 512\nslot_max_size = 512"
            })
    void theLargestSlotIsBetweenTheSmallestOneAndHalfAFile(String lines) throws IOException {
        assertThat(onlyMessage(tracker(lines)))
                .contains("slot_max_size")
                .contains("allowed is more than slot_min_size");
    }

    @Test
    void storageIdsNeedTheirFile() throws IOException {
        assertThat(onlyMessage(tracker("use_storage_id = true"))).contains("storage_ids_filename: missing");
        assertThat(onlyMessage(tracker("use_storage_id = true", "storage_ids_filename =")))
                .contains("allowed is a path");
    }

    @Test
    void ipv6NeedsStorageIdsInFileNames() throws IOException {
        assertThat(onlyMessage(tracker("address_family = both"))).contains("IPv6 is allowed only with use_storage_id");
        assertThat(onlyMessage(tracker("bind_addr = ::"))).contains("IPv6 is allowed only with use_storage_id");
        assertThat(tracker(
                                "bind_addr = ::",
                                "use_storage_id = true",
                                "storage_ids_filename = ids",
                                "id_type_in_filename = ID")
                        .findings())
                .isEmpty();
    }

    @Test
    void everyStorePathIsNamed() throws IOException {
        assertThat(onlyMessage(storage("store_path_count = 3", "store_path0 = /a", "store_path2 = /c")))
                .isEqualTo("ERROR x.conf: store_path1: missing, and needed as store_path_count is 3");
        assertThat(onlyMessage(storage("store_path1 = /b")))
                .isEqualTo("ERROR x.conf line 4: store_path1 = /b: C skips it, as store_path_count is 1; allowed is a"
                        + " number below that");
    }

    @Test
    void storePathsAreNumbered() throws IOException {
        Values values =
                storage("store_path_count = 2", "store_path0 = /a", "store_path1 = /b", "store_path1_readonly = true");
        assertThat(values.findings()).isEmpty();
        assertThat(values.get(StorageKeys.STORE_PATH))
                .containsEntry(0, Path.of("/a"))
                .containsEntry(1, Path.of("/b"));
        assertThat(values.get(StorageKeys.STORE_PATH_READONLY))
                .containsEntry(1, true)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disk_reader_threads = 0",
                "disk_writer_threads = 0",
                "disk_rw_separated = false\ndisk_reader_threads = 0\ndisk_writer_threads = 0"
            })
    void someoneMustReadAndWrite(String lines) throws IOException {
        assertThat(storage(lines).hasErrors()).isTrue();
    }

    @Test
    void oneKindOfDiskThreadIsEnoughWhenTheyAreCountedTogether() throws IOException {
        assertThat(storage("disk_rw_separated = false", "disk_reader_threads = 0")
                        .hasErrors())
                .isFalse();
    }

    @Test
    void theMostSyncThreadsAreNotFewerThanTheFewest() throws IOException {
        assertThat(storage("sync_min_threads = 4", "sync_max_threads = 3").hasErrors())
                .isTrue();
        assertThat(storage("sync_min_threads = 4", "sync_max_threads = auto").hasErrors())
                .isFalse();
    }

    @Test
    void aStorageCannotTellOthersOfALoopbackTracker() throws IOException {
        assertThat(onlyMessage(storage("tracker_server = 127.0.0.1:22122")))
                .contains("127.0.0.1 and ::1 are not allowed");
        assertThat(storage("tracker_server = 127.0.0.2:22122").findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|thread_stack_size: missing, and C's default is `256KB`: a C storage needs 320KB or more",
                "thread_stack_size = 319KB|thread_stack_size = 319KB: a C storage needs 320KB or more",
                "thread_stack_size = 512KB;buff_size = 64KB|buff_size = 64KB: a C storage needs more than 64KB",
                "thread_stack_size = 512KB;min_buff_size = 8KB;max_buff_size = 1MB"
                        + "|min_buff_size = 8KB: a C storage needs more than 64KB",
                "thread_stack_size = 512KB;tracker_server = 10.0.0.2,10.0.0.3|C refuses two addresses of the same kind",
                "thread_stack_size = 512KB;tracker_server = [2001:db8::1,203.0.113.2]|C refuses two addresses",
            })
    void whatCWouldRefuseIsWarnedOf(String lines, String message) throws IOException {
        Values values = storage(Optional.ofNullable(lines).orElse("").split(";", -1));
        assertThat(values.hasErrors()).isFalse();
        assertThat(StorageKeys.KEYS.refusedByC(values)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARN);
            assertThat(finding.message()).contains(message);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thread_stack_size = 320KB",
                "thread_stack_size = 512KB;buff_size = 65KB",
                "thread_stack_size = 512KB;min_buff_size = 8KB",
                "thread_stack_size = 512KB;buff_size = 64KB;min_buff_size = 128KB;max_buff_size = 1MB",
                "thread_stack_size = 512KB;tracker_server = 10.0.0.2,203.0.113.2",
            })
    void ofWhatCWouldTakeNothingIsSaid(String lines) throws IOException {
        Values values = storage(lines.split(";", -1));
        assertThat(StorageKeys.KEYS.refusedByC(values)).isEmpty();
    }

    @Test
    void atMost16TrackersAreNamed() throws IOException {
        assertThat(onlyMessage(storage("tracker_server = 10.0.0.2\n".repeat(16))))
                .contains("at most 16 of them are allowed");
    }

    @Test
    void aTokenNeedsASecret() throws IOException {
        String client = "tracker_server = 10.0.0.1\nhttp.anti_steal.check_token = true";
        assertThat(messages(read(ClientKeys.KEYS, client)))
                .contains("ERROR x.conf: http.anti_steal.secret_key: missing or empty, and needed as"
                        + " http.anti_steal.check_token is true");
        assertThat(read(ClientKeys.KEYS, client, "http.anti_steal.secret_key = s")
                        .hasErrors())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracker", "storage", "client"})
    void whatCShipsIsAccepted(String type) throws IOException {
        try (InputStream in = KeyListTest.class.getResourceAsStream("c-" + type + ".conf")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            KeyList keys =
                    ConfType.guess(type + ".conf").flatMap(ConfType::keys).orElseThrow();
            assertThat(keys.read(ConfFile.parse("c", text)).hasErrors()).isFalse();
        }
    }
}
