package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.ChangeStatus;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.GetMyIp;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.OfStorage;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncReport;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A storage's and a client's commands against a real tracker over a real socket. */
class TrackerCommandsTest {
    private static final String HERE = "127.0.0.1";

    private TrackerServer tracker;
    private Peer storage;

    @BeforeEach
    void start() throws IOException {
        tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), Clock.systemUTC());
        tracker.start();
        storage = new Peer(tracker.address());
    }

    @AfterEach
    void stop() throws IOException {
        storage.close();
        tracker.close();
    }

    @Test
    void aStorageJoinsBecomesActiveAndTakesUploads() throws IOException {
        activate(storage);
        QueryStoreReply where = QueryStoreReply.decode(storage.ask(new QueryStore(false, null)));
        assertThat(where.group()).isEqualTo("group1");
        assertThat(where.storages().getFirst().address()).isEqualTo(HERE);
        assertThat(where.storages().getFirst().port()).isEqualTo(23000);
        assertThat(status()).isEqualTo(StorageStatus.ACTIVE.code);
    }

    @Test
    void theFirstBeatIsAnsweredWithLeaderAndMembersTheNextWithNothing() throws IOException {
        storage.ask(join());
        ChangeList first = ChangeList.decode(storage.ask(new StorageBeat(null)));
        assertThat(first.flags()).isEqualTo(ChangeList.LEADER | ChangeList.MEMBERS);
        assertThat(first.briefs()).hasSize(2);
        assertThat(ChangeList.decode(storage.ask(new StorageBeat(null))).flags())
                .isZero();
    }

    @Test
    void aStorageThatClosesIsOffline() throws IOException {
        activate(storage);
        storage.close();
        storage = new Peer(tracker.address());
        Awaitility.await().untilAsserted(() -> assertThat(status()).isEqualTo(StorageStatus.OFFLINE.code));
        assertThat(refusal(new QueryStore(false, null))).isEqualTo(Status.ENOENT);
    }

    @Test
    void anOldConnectionThatClosesAfterANewJoinChangesNothing() throws IOException {
        activate(storage);
        Peer newer = new Peer(tracker.address());
        activate(newer);
        storage.close();
        storage = newer;
        for (int i = 0; i < 50; i++) {
            ChangeList.decode(newer.ask(new StorageBeat(null)));
            assertThat(status()).isEqualTo(StorageStatus.ACTIVE.code);
        }
    }

    @Test
    void whoHasNotJoinedIsRefusedAndMayGoOn() throws IOException {
        assertThat(refusal(new StorageBeat(null))).isEqualTo(Status.EACCES);
        assertThat(refusal(new SyncReport(List.of()))).isEqualTo(Status.EACCES);
        assertThat(refusal(new EmptyRequest(Command.STORAGE_SYNC_DEST_QUERY))).isEqualTo(Status.EACCES);
        assertThat(storage.ask(new EmptyRequest(Command.ACTIVE_TEST)).left()).isZero();
    }

    @Test
    void aStorageIsToldItsAddressAndThatThereAreNoIds() throws IOException {
        assertThat(storage.ask(new GetMyIp("group1", 23000)).restText()).isEqualTo(HERE);
        var id = new FindStorage(Command.STORAGE_GET_SERVER_ID, "group1", HERE + ":23000");
        assertThat(storage.ask(id).restText()).isEqualTo(HERE);
        assertThat(refusal(new FetchStorageIds(0, false))).isEqualTo(Status.EOPNOTSUPP);
        assertThat(storage.ask(new FetchStorageIds(0, true)).rest()).isEqualTo(new byte[8]);
    }

    @Test
    void aStorageThatNobodyFillsHasNoSource() throws IOException {
        var asked = new OfStorage(Command.STORAGE_SYNC_SRC_REQ, "group1", HERE);
        assertThat(refusal(asked)).isEqualTo(Status.ENOENT);
        storage.ask(join());
        assertThat(refusal(asked)).isEqualTo(Status.ENOENT);
        storage.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ));
        assertThat(storage.ask(asked).left()).isZero();
        assertThat(storage.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_QUERY))
                        .left())
                .isZero();
    }

    @Test
    void aReportedStatusNeverOverrulesWhatTheTrackerSeesItself() throws IOException {
        storage.ask(join());
        report(StorageStatus.DELETED);
        assertThat(status()).isEqualTo(StorageStatus.INIT.code);
        storage.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ));
        storage.ask(new ChangeStatus(StorageStatus.WAIT_SYNC));
        report(StorageStatus.SYNCING);
        assertThat(status()).isEqualTo(StorageStatus.SYNCING.code);
        report(StorageStatus.WAIT_SYNC);
        assertThat(status()).isEqualTo(StorageStatus.SYNCING.code);
    }

    private void report(StorageStatus status) throws IOException {
        storage.ask(new ReportStatus("group1", new StorageBrief(status.code, 0, HERE, HERE)));
    }

    @Test
    void aGroupHasTheRecordOfVersion616() throws IOException {
        activate(storage);
        BodyReader answer = storage.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS));
        assertThat(answer.left()).isEqualTo(GroupStat.BYTES);
        assertThat(GroupStat.decode(answer).freeMegabytes()).isEqualTo(900);
    }

    private static StorageJoin join() {
        return new StorageJoin("group1", 23000, 1, 4, 10, 1, 2, "6.16.1", true, 0, "", HERE, List.of(HERE + ":22122"));
    }

    private static void activate(Peer peer) throws IOException {
        peer.ask(join());
        peer.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ));
        peer.ask(new StorageBeat(null));
        peer.ask(new DiskUsage(List.of(new DiskUsage.Space(1000, 900))));
    }

    private int status() throws IOException {
        return StorageBrief.decode(storage.ask(new FindStorage(Command.STORAGE_GET_STATUS, "group1", HERE + ":23000")))
                .status();
    }

    private Status refusal(Request request) {
        FdfsException[] refused = new FdfsException[1];
        assertThatThrownBy(() -> storage.ask(request)).isInstanceOfSatisfying(FdfsException.class, e -> refused[0] = e);
        return refused[0].status();
    }

    /** One socket to the tracker. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket;

        Peer(InetSocketAddress server) throws IOException {
            socket = new Socket(server.getAddress(), server.getPort());
            socket.setSoTimeout(10_000);
        }

        /** The body of the answer; another status than OK throws. */
        BodyReader ask(Request request) throws IOException {
            ByteBuffer frame = BodyWriter.frame(request);
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            socket.getOutputStream().write(bytes);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Header answer = Header.decode(ByteBuffer.wrap(in.readNBytes(Header.BYTES)));
            byte[] body = in.readNBytes((int) answer.bodyLength());
            if (answer.status() != 0) {
                throw new FdfsException(new Status(answer.status()), request.toString());
            }
            return new BodyReader(ByteBuffer.wrap(body));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
