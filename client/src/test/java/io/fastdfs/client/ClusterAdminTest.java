package io.fastdfs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.TrackerStats;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each tracker is told of a change on its own. */
class ClusterAdminTest {
    private static final Connections NONE = new Connections(0, 0, 0);

    /** Knows no leader and no storage, and answers changes with this status. */
    private static ScriptedServer tracker(Status changes) throws IOException {
        return new ScriptedServer(peer -> {
            ScriptedServer.Frame frame;
            while ((frame = peer.read()) != null) {
                boolean change = frame.command() == Command.SERVER_DELETE_STORAGE
                        || frame.command() == Command.SERVER_DELETE_GROUP
                        || frame.command() == Command.SERVER_SET_TRUNK_SERVER;
                peer.answer(change ? changes : Status.ENOENT);
            }
        });
    }

    private static FastdfsClient client(ScriptedServer... trackers) {
        FastdfsClient.Builder builder = FastdfsClient.builder();
        for (ScriptedServer tracker : trackers) {
            builder.tracker(tracker.address().toString());
        }
        return builder.build();
    }

    private static Endpoint endpoint(ScriptedServer server) {
        return new Endpoint(server.address().host(), server.address().port());
    }

    @Test
    void aTrackerThatDoesNotKnowTheStorageOrHasDeletedItNeedsNotDoIt() throws IOException {
        try (ScriptedServer does = tracker(Status.OK);
                ScriptedServer unknown = tracker(Status.ENOENT);
                ScriptedServer done = tracker(Status.EALREADY);
                FastdfsClient client = client(unknown, does, done)) {
            ClusterAdmin.Outcome outcome = client.admin().deleteStorage("group1", "10.0.0.1");
            assertThat(outcome.told()).containsExactly(endpoint(does), endpoint(done));
            assertThat(outcome.missed()).isEmpty();
        }
    }

    @Test
    void whatNobodyHasToDoIsRefused() throws IOException {
        try (ScriptedServer one = tracker(Status.ENOENT);
                ScriptedServer two = tracker(Status.ENOENT);
                FastdfsClient client = client(one, two)) {
            FastdfsException refused = catchThrowableOfType(
                    FastdfsException.class, () -> client.admin().deleteGroup("group1"));
            assertThat(refused.status()).isEqualTo(Status.ENOENT);
            assertThat(refused).hasMessageContaining("no such group");
        }
    }

    @Test
    void aRefusalOfTheFirstTrackerEndsItAndOneOfALaterIsTold() throws IOException {
        try (ScriptedServer does = tracker(Status.OK);
                ScriptedServer refuses = tracker(Status.EACCES)) {
            try (FastdfsClient client = client(refuses, does)) {
                FastdfsException refused = catchThrowableOfType(
                        FastdfsException.class, () -> client.admin().deleteGroup("group1"));
                assertThat(refused.status()).isEqualTo(Status.EACCES);
                assertThat(does.commands()).doesNotContain(Command.SERVER_DELETE_GROUP);
            }
            try (FastdfsClient client = client(does, refuses)) {
                ClusterAdmin.Outcome outcome = client.admin().deleteGroup("group1");
                assertThat(outcome.told()).containsExactly(endpoint(does));
                assertThat(outcome.missed())
                        .singleElement()
                        .extracting(FastdfsException::status)
                        .isEqualTo(Status.EACCES);
            }
        }
    }

    @Test
    void onlyTheLeaderSetsATrunkServer() throws IOException {
        try (ScriptedServer follower = tracker(Status.EOPNOTSUPP);
                ScriptedServer leader = new ScriptedServer(peer -> {
                    ScriptedServer.Frame frame;
                    while ((frame = peer.read()) != null) {
                        if (frame.command() == Command.SERVER_SET_TRUNK_SERVER) {
                            peer.answer(new BodyWriter().text("100001").int8(0));
                        } else {
                            peer.answer(Status.ENOENT);
                        }
                    }
                });
                FastdfsClient client = client(follower, leader)) {
            assertThat(client.admin().setTrunkServer("group1", "")).isEqualTo("100001");
        }
    }

    @Test
    void theLeaderTellsWhichTrackersThereAre() throws IOException {
        String other = "127.0.0.1:7";
        try (ScriptedServer leader = new ScriptedServer(peer -> {
                    ScriptedServer.Frame frame;
                    while ((frame = peer.read()) != null) {
                        BodyWriter answer = new BodyWriter();
                        if (frame.command() == Command.SERVER_GET_LEADER) {
                            peer.answer(answer.text(peer.local()));
                        } else {
                            new TrackerStats(List.of(
                                            new TrackerStats.Tracker(peer.local(), true, true, NONE, "6.16.1", 1, 0),
                                            new TrackerStats.Tracker(other, false, false, NONE, "", 0, 0)))
                                    .encode(answer);
                            peer.answer(answer);
                        }
                    }
                });
                FastdfsClient client = FastdfsClient.builder()
                        .tracker("localhost:" + leader.address().port())
                        .build()) {
            assertThat(client.admin().trackers())
                    .containsExactly(new Endpoint("localhost", leader.address().port()), new Endpoint("127.0.0.1", 7));
        }
    }

    @Test
    void namesThatNoServerTakesAreNotSent() throws IOException {
        try (ScriptedServer tracker = tracker(Status.OK);
                FastdfsClient client = client(tracker)) {
            assertThatIllegalArgumentException().isThrownBy(() -> client.admin().deleteStorage("group1", ""));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.admin().deleteStorage("group1", "1234567890123456"));
            assertThatIllegalArgumentException().isThrownBy(() -> client.admin().deleteGroup("a-name-of-17-bytes"));
            assertThat(tracker.accepted()).isZero();
        }
    }
}
