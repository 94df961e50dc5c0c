package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    private record Frame(boolean request, Command command, int status, long length, byte[] body) {
        static Frame parse(String line) {
            String[] field = line.split(" ");
            Command command = Objects.requireNonNull(Command.of(Integer.parseInt(field[1])));
            byte[] body = field.length > 4 ? HexFormat.of().parseHex(field[4]) : new byte[0];
            return new Frame(
                    field[0].equals("request"), command, Integer.parseInt(field[2]), Long.parseLong(field[3]), body);
        }

        /** The captured client tried the metadata flag 'm' too, which C answered with EINVAL. */
        boolean isRefusedByC() {
            return request && command == Command.SET_METADATA && body[2 * Long.BYTES] == 'm';
        }

        /** Content may be cut off a capture; of this message nothing is left to compare then. */
        boolean isCutInside() {
            return command == Command.TRUNK_SYNC_BINLOG && body.length < length;
        }

        BodyReader reader() {
            return new BodyReader(ByteBuffer.wrap(body), length);
        }
    }

    private static List<Frame> frames() throws Exception {
        InputStream file = Objects.requireNonNull(CapturedFramesTest.class.getResourceAsStream("captured-frames.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Frame::parse)
                    .toList();
        }
    }

    @Test
    void everyRequestIsWrittenAgainByteForByte() throws Exception {
        int seen = 0;
        for (Frame frame : frames()) {
            if (!frame.request || frame.isCutInside()) {
                continue;
            }
            if (frame.isRefusedByC()) {
                assertThatThrownBy(() -> Codecs.request(frame.command, frame.status, frame.reader()))
                        .isInstanceOf(FdfsException.class);
                continue;
            }
            Request request = Codecs.request(frame.command, frame.status, frame.reader());
            assertThat(request.command()).isEqualTo(frame.command);
            ByteBuffer again = BodyWriter.frame(request);
            Header header = Header.decode(again);
            assertThat(header).isEqualTo(new Header(frame.length, frame.command.code, frame.status));
            byte[] head = new byte[again.remaining()];
            again.get(head);
            byte[] expected = Arrays.copyOf(frame.body, head.length);
            if (GARBAGE_IN_GROUP.contains(frame.command)) {
                clearBehindGroup(expected, frame.command);
            }
            assertThat(head).as("%s", request).isEqualTo(expected);
            assertThat(frame.length - head.length).as("content of %s", request).isEqualTo(request.contentBytes());
            seen++;
        }
        assertThat(seen).isGreaterThan(400);
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
    void everyReplyIsWrittenAgainByteForByte() throws Exception {
        int seen = 0;
        for (Frame frame : frames()) {
            if (frame.request || frame.body.length < frame.length) {
                continue;
            }
            if (frame.status != 0) {
                assertThat(frame.length).isZero();
                continue;
            }
            BodyWriter again = new BodyWriter();
            Codecs.reply(frame.command, frame.reader()).encode(again);
            byte[] body = new byte[again.length()];
            again.frame(Command.RESPONSE.code, 0, 0).position(Header.BYTES).get(body);
            assertThat(body).as("reply to %s", frame.command).isEqualTo(frame.body);
            seen++;
        }
        assertThat(seen).isGreaterThan(200);
    }
}
