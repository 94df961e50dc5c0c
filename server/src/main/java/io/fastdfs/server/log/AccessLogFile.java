package io.fastdfs.server.log;

import io.fastdfs.conf.LogSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every request of a client: {@code logs/storage_access.log}, in C's format since 6.16.
 *
 * <pre>
 * [2026-11-22 10:59:16.633038] client_ip action filename status time_used_us req_len resp_len
 * [2026-11-22 10:59:20.789090] 127.0.0.1 upload M00/00/00/fwAAC2sCywiAXFDhAAAADg4Qul0519.txt 0 1283 39 70
 * </pre>
 *
 * The first line stands at the head of every file. The fraction of a second is padded to three digits, with microseconds
 * too: {@code .40150} is 40,150 µs, as C prints it.
 */
public final class AccessLogFile implements AccessLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccessLogFile.class);

    /** {@code time_precision}: the unit of the fraction and of the time used. */
    public enum Precision {
        MILLISECONDS("time_used_ms", 1_000_000),
        MICROSECONDS("time_used_us", 1_000);

        private final String column;
        private final int nanos;

        Precision(String column, int nanos) {
            this.column = column;
            this.nanos = nanos;
        }

        private long of(Duration time) {
            return time.dividedBy(Duration.ofNanos(nanos));
        }
    }

    /** The text of a second, which many lines share. */
    private record Second(long epochSecond, String text) {}

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("'['yyyy-MM-dd HH:mm:ss.");

    private final Precision precision;
    private final ZoneId zone;
    private final LogFile file;
    private volatile Second last = new Second(Long.MIN_VALUE, "");

    private AccessLogFile(Path path, LogSettings settings, Precision precision, Clock clock) throws IOException {
        this.precision = precision;
        this.zone = clock.getZone();
        // C's access log has the time in the names of old files, whatever rotates it.
        RotatedFile rotated = new RotatedFile(path, settings, true, clock, () -> header(clock.instant()));
        file = new LogFile(
                "log " + path.getFileName(),
                rotated,
                settings.flushInterval(),
                lost -> log.warn("{} lines of the access log were lost: the disk was full or too slow", lost));
    }

    /** Opens it, which makes the folder. */
    public static AccessLogFile open(Path path, LogSettings settings, Precision precision) throws IOException {
        return open(path, settings, precision, Clock.system(ZoneId.systemDefault()));
    }

    static AccessLogFile open(Path path, LogSettings settings, Precision precision, Clock clock) throws IOException {
        return new AccessLogFile(path, settings, precision, clock);
    }

    @Override
    public void add(Request request) {
        StringBuilder line = new StringBuilder(160);
        appendTime(line, request.start());
        line.append(request.client()).append(' ').append(request.action()).append(' ');
        appendName(line, request.filename());
        line.append(' ').append(request.status());
        line.append(' ').append(precision.of(request.took()));
        line.append(' ').append(request.requestBytes());
        line.append(' ').append(request.responseBytes()).append('\n');
        file.append(line.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    private String header(Instant now) {
        StringBuilder line = new StringBuilder(96);
        appendTime(line, now);
        return line.append("client_ip action filename status ")
                .append(precision.column)
                .append(" req_len resp_len\n")
                .toString();
    }

    private void appendTime(StringBuilder line, Instant time) {
        Second second = last;
        if (second.epochSecond != time.getEpochSecond()) {
            String text = SECOND.format(time.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
            second = new Second(time.getEpochSecond(), text);
            last = second;
        }
        line.append(second.text);
        int fraction = time.getNano() / precision.nanos;
        if (fraction < 100) {
            line.append(fraction < 10 ? "00" : "0");
        }
        line.append(fraction).append("] ");
    }

    /** A name comes from a client: what would make it two words or two lines becomes a question mark. */
    private static void appendName(StringBuilder line, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            line.append(c <= ' ' || Character.isISOControl(c) ? '?' : c);
        }
    }

    /** Puts the file aside, as C does on SIGHUP. */
    public void rotate() {
        file.rotate();
    }

    /** Waits until the lines added so far are in the file. */
    public void flush() {
        file.flush();
    }

    @Override
    public void close() {
        file.close();
    }
}
