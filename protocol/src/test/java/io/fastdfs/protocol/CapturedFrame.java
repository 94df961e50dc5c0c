package io.fastdfs.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A frame that a server or tool of C FastDFS 6.16.1 sent.
 *
 * @param request false: an answer to a request of this command
 * @param length bytes of the whole body; the capture cut longer ones to 1024
 */
record CapturedFrame(boolean request, Command command, int status, long length, byte[] body) {
    static List<CapturedFrame> all() throws IOException {
        InputStream file = Objects.requireNonNull(CapturedFrame.class.getResourceAsStream("captured-frames.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(CapturedFrame::parse)
                    .toList();
        }
    }

    private static CapturedFrame parse(String line) {
        String[] field = line.split(" ");
        Command command = Objects.requireNonNull(Command.of(Integer.parseInt(field[1])));
        byte[] body = field.length > 4 ? HexFormat.of().parseHex(field[4]) : new byte[0];
        return new CapturedFrame(
                field[0].equals("request"), command, Integer.parseInt(field[2]), Long.parseLong(field[3]), body);
    }

    BodyReader reader() {
        return new BodyReader(ByteBuffer.wrap(body), length);
    }

    boolean isCut() {
        return body.length < length;
    }
}
