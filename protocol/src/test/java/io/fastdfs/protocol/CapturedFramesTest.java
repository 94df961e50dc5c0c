package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Frames that servers and tools of C FastDFS 6.16.1 sent are understood, and written again byte for byte. */
class CapturedFramesTest {
    /** Storages of C leave what was in memory behind the NUL of the group in these. */
    private static final Set<Command> GARBAGE_IN_GROUP = EnumSet.of(
            Command.SYNC_CREATE_FILE,
            Command.SYNC_UPDATE_FILE,
            Command.SYNC_APPEND_FILE,
            Command.SYNC_MODIFY_FILE,
            Command.SYNC_TRUNCATE_FILE);

    /** All that four clusters, their clients and tools said to each other. */
    private static final int[] CAPTURED_COMMANDS = {
        9, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 27, 28, 30, 31, 33, 34, 35, 36, 37, 38, 40, 60, 69, 72,
        73, 74, 75, 76, 77, 81, 82, 83, 84, 86, 87, 88, 89, 91, 92, 101, 102, 103, 105, 106, 111
    };

    private static List<CapturedFrame> frames(Predicate<CapturedFrame> of) throws Exception {
        return CapturedFrame.all().stream().filter(of).toList();
    }

    /** The captured client tried the metadata flag 'm' too. */
    private static boolean hasUnknownFlag(CapturedFrame frame) {
        return frame.request() && frame.command() == Command.SET_METADATA && frame.body()[2 * Long.BYTES] == 'm';
    }

    /** A binlog is no content that streams behind a head, so where the capture cut it, it is no frame any more. */
    private static boolean isCutBinlog(CapturedFrame frame) {
        return frame.command() == Command.TRUNK_SYNC_BINLOG && frame.isCut();
    }

    @Test
    void everyCapturedCommandIsThereInBothDirections() throws Exception {
        Set<Command> captured =
                IntStream.of(CAPTURED_COMMANDS).mapToObj(Command::of).collect(Collectors.toSet());
        assertThat(frames(CapturedFrame::request))
                .extracting(CapturedFrame::command)
                .hasSameElementsAs(captured);
        captured.remove(Command.QUIT); // Has no answer.
        assertThat(frames(frame -> !frame.request()))
                .extracting(CapturedFrame::command)
                .hasSameElementsAs(captured);
    }

    @Test
    void everyRequestIsWrittenAgainByteForByte() throws Exception {
        for (CapturedFrame frame : frames(of -> of.request() && !hasUnknownFlag(of) && !isCutBinlog(of))) {
            Request request = Codecs.request(frame.command(), frame.status(), frame.reader());
            assertThat(request.command()).isEqualTo(frame.command());
            ByteBuffer again = BodyWriter.frame(request);
            assertThat(Header.decode(again))
                    .isEqualTo(new Header(frame.length(), frame.command().code, frame.status()));
            byte[] head = new byte[again.remaining()];
            again.get(head);
            byte[] expected = Arrays.copyOf(frame.body(), head.length);
            if (GARBAGE_IN_GROUP.contains(frame.command())) {
                clearBehindGroup(expected, frame.command());
            }
            assertThat(head).as("%s", request).isEqualTo(expected);
            assertThat(frame.length() - head.length)
                    .as("content of %s", request)
                    .isEqualTo(request.contentBytes());
        }
    }

    private static void clearBehindGroup(byte[] body, Command command) {
        boolean file = command == Command.SYNC_CREATE_FILE || command == Command.SYNC_UPDATE_FILE;
        int from = file ? 20 : 28;
        boolean ended = false;
        for (int i = from; i < from + Width.GROUP; i++) {
            ended |= body[i] == 0;
            body[i] = ended ? 0 : body[i];
        }
    }

    @Test
    void everyAnswerIsWrittenAgainByteForByte() throws Exception {
        for (CapturedFrame frame : frames(of -> !of.request() && of.status() == 0)) {
            assertThat(frame.isCut()).isFalse();
            BodyWriter again = new BodyWriter();
            Codecs.reply(frame.command(), frame.reader()).encode(again);
            byte[] body = new byte[again.length()];
            again.frame(Command.RESPONSE.code, 0, 0).position(Header.BYTES).get(body);
            assertThat(body).as("answer to %s", frame.command()).isEqualTo(frame.body());
        }
    }

    @Test
    void aRefusalOfCHasNoBody() throws Exception {
        assertThat(frames(of -> !of.request() && of.status() != 0)).isNotEmpty().allMatch(frame -> frame.length() == 0);
    }

    @Test
    void whatCRefusedIsRefusedWithItsStatus() throws Exception {
        List<CapturedFrame> refused = frames(CapturedFramesTest::hasUnknownFlag);
        assertThat(refused).isNotEmpty();
        for (CapturedFrame frame : refused) {
            assertThatThrownBy(() -> Codecs.request(frame.command(), frame.status(), frame.reader()))
                    .isInstanceOfSatisfying(
                            FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EINVAL));
        }
    }
}
