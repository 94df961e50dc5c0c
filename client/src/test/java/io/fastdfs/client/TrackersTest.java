package io.fastdfs.client;

import static io.fastdfs.client.ScriptedServer.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any one tracker is enough, and what it answers is looked at. */
class TrackersTest {
    private static final StorageStat STORAGE = new StorageStat(
            StorageStatus.ACTIVE,
            6,
            "100001",
            "10.0.0.5",
            "",
            "6.10",
            1,
            2,
            3,
            4,
            0,
            5,
            6,
            7,
            8,
            9,
            StorageCounters.none().with(StorageCounters.Field.SUCCESS_UPLOAD_COUNT, 77),
            true);
    private static final GroupStat GROUP = new GroupStat("group1", 100, 50, 0, 0, 2, 23_000, 1, 1, 0, 1, 256, 0);
    private static final ScriptedServer.Script LISTING = answering(peer -> {
        BodyWriter body = new BodyWriter();
        GROUP.encode(body);
        peer.answer(body);
    });

    private static FastdfsClient client(ServerAddress... trackers) {
        FastdfsClient.Builder builder = FastdfsClient.builder();
        for (ServerAddress tracker : trackers) {
            builder.tracker(tracker.toString());
        }
        return builder.build();
    }

    @Test
    void aTrackerThatIsDownIsPassedOverAndTheOneThatAnsweredIsAskedFirstNextTime() throws IOException {
        try (ScriptedServer dying = new ScriptedServer(peer -> {});
                ScriptedServer tracker = new ScriptedServer(LISTING);
                FastdfsClient client = client(dying.address(), tracker.address())) {
            assertThat(client.groups()).containsExactly(GROUP);
            assertThat(client.groups()).containsExactly(GROUP);
            assertThat(dying.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aTrackerThatKnowsNoStorageYetIsPassedOver() throws IOException {
        try (ScriptedServer fresh = new ScriptedServer(answering(peer -> peer.answer(Status.ENOENT)));
                ScriptedServer tracker = new ScriptedServer(LISTING);
                FastdfsClient client = client(fresh.address(), tracker.address())) {
            assertThat(client.groups()).containsExactly(GROUP);
        }
    }

    @Test
    void aRefusalSaysMoreThanATrackerThatIsDown() throws IOException {
        try (ScriptedServer tracker = new ScriptedServer(answering(peer -> peer.answer(Status.ENOSPC)));
                FastdfsClient client = client(ScriptedCluster.deadAddress(), tracker.address())) {
            FastdfsException refused =
                    catchThrowableOfType(FastdfsException.class, () -> client.upload(new byte[1], ""));
            assertThat(refused.status()).isEqualTo(Status.ENOSPC);
            assertThat(refused).hasMessageEndingWith("no group has enough free space (28)");
            assertThat(refused.getSuppressed()).hasSize(1);
        }
    }

    @Test
    void aNameThatNobodyKnowsIsSaidToBeUnknown() throws IOException {
        try (FastdfsClient client = client(new ServerAddress("no-such-host.invalid", 22_122))) {
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(client::groups)
                    .withMessage("cannot reach no-such-host.invalid:22122: unknown host");
        }
    }

    @Test
    void aServerOfAnotherProtocolIsSaidToBeOne() throws IOException {
        byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ScriptedServer web = new ScriptedServer(answering(peer -> peer.send(http)));
                FastdfsClient client = client(web.address())) {
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(client::groups)
                    .withMessage(web.address()
                            + " answered SERVER_LIST_ALL_GROUPS wrongly: this is not the protocol of FastDFS");
        }
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() throws IOException {
        try (ScriptedServer tracker =
                        new ScriptedServer(answering(peer -> peer.answerTorn(new byte[1], Long.MAX_VALUE)));
                FastdfsClient client = client(tracker.address())) {
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(client::groups)
                    .withMessageContaining("a body of " + Long.MAX_VALUE + " bytes");
        }
    }

    @Test
    void anAnswerOfNoKnownLengthIsRefusedAndTheConnectionNotUsedAgain() throws IOException {
        try (ScriptedServer tracker = new ScriptedServer(answering(peer -> peer.answer(new byte[33])));
                FastdfsClient client = client(tracker.address())) {
            for (int i = 1; i <= 2; i++) {
                FastdfsException wrong =
                        catchThrowableOfType(FastdfsException.class, () -> client.upload(new byte[1], ""));
                assertThat(wrong.command()).isEqualTo(Command.SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE);
                assertThat(wrong.server()).isEqualTo(tracker.address().toString());
                assertThat(wrong.status()).isNull();
                assertThat(tracker.accepted()).isEqualTo(i);
            }
        }
    }

    @Test
    void anAnswerWithoutAnAddressIsRefused() throws IOException {
        try (ScriptedServer tracker = new ScriptedServer(answering(peer -> peer.answer(new byte[40])));
                FastdfsClient client = client(tracker.address())) {
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(() -> client.upload(new byte[1], ""))
                    .withMessageContaining("no address of a server");
        }
    }

    @Test
    void groupsOf105BytesAreUnderstood() throws IOException {
        try (ScriptedServer tracker = new ScriptedServer(answering(peer -> {
                    BodyWriter body = new BodyWriter();
                    GROUP.encodeOld(body);
                    GROUP.encodeOld(body);
                    peer.answer(body);
                }));
                FastdfsClient client = client(tracker.address())) {
            assertThat(client.groups()).containsExactly(GROUP, GROUP);
        }
    }

    /** The record of each release, as the table of its fields says; numbers count up from 1. */
    private static BodyWriter storage(int release) {
        boolean old = release < 613;
        int addressWidth = release < 611 ? Width.IPV4 : Width.IPV6;
        int versionWidth = release < 612 ? 6 : Width.VERSION;
        BodyWriter body = new BodyWriter().int8(StorageStatus.ACTIVE.code);
        if (!old) {
            body.int8(STORAGE.readWriteMode());
        }
        body.padded(STORAGE.id(), Width.STORAGE_ID).padded(STORAGE.address(), addressWidth);
        if (old) {
            body.padded("nas.local", 128);
        }
        body.padded("", Width.STORAGE_ID).padded(STORAGE.version(), versionWidth);
        body.int64(1)
                .int64(2)
                .int64(3)
                .int64(4)
                .int64(5)
                .int64(6)
                .int64(7)
                .int64(8)
                .int64(9);
        if (old) {
            body.int64(8888);
        }
        STORAGE.counters().encode(body);
        return body.int8(1);
    }

    @ParameterizedTest
    @CsvSource({"610, 612", "611, 642", "612, 644", "613, 509"})
    void storagesOfFormerReleasesAreUnderstood(int release, int recordBytes) throws IOException {
        ByteBuffer frame = storage(release).frame(Command.RESPONSE.code, 0, 0);
        assertThat(frame.remaining()).isEqualTo(Header.BYTES + recordBytes);
        try (ScriptedServer tracker = new ScriptedServer(answering(peer -> peer.answer(storage(release))));
                FastdfsClient client = client(tracker.address())) {
            assertThat(client.storages("group1")).containsExactly(STORAGE);
            assertThat(ListStorages.decode(tracker.frames().get(0).reader())).isEqualTo(new ListStorages("group1", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Width.IPV4, Width.IPV6})
    void storagesOfThisReleaseAreUnderstoodWithEitherWidthOfAddresses(int width) throws IOException {
        try (ScriptedServer tracker = new ScriptedServer(answering(peer -> {
                    BodyWriter body = new BodyWriter();
                    STORAGE.encode(body, width);
                    STORAGE.encode(body, width);
                    peer.answer(body);
                }));
                FastdfsClient client = client(tracker.address())) {
            assertThat(client.storages("group1")).containsExactly(STORAGE, STORAGE);
        }
    }

    @Test
    void storagesOfNoKnownReleaseAreRefused() throws IOException {
        try (ScriptedServer tracker = new ScriptedServer(answering(peer -> peer.answer(new byte[600])));
                FastdfsClient client = client(tracker.address())) {
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(() -> client.storages("group1"))
                    .withMessageContaining("body of 600 bytes is no list of storages of any release");
        }
    }

    @Test
    void aClientWithoutTrackersIsNotBuilt() {
        assertThatIllegalStateException().isThrownBy(FastdfsClient.builder()::build);
    }
}
