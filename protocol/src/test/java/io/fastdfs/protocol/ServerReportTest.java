package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerReportTest {
    private static ServerReport decode(String text) throws FdfsException {
        return ServerReport.decode(new BodyReader(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatIsWrittenIsRead() throws FdfsException {
        ServerReport report = new ServerReport(
                1_700_000_000_123L,
                1_600_000_000,
                List.of(
                        new ServerReport.StorePath("/data/a=b", "2049", 1000, 10, true, false),
                        new ServerReport.StorePath("/data/c", "", 0, 0, false, true)),
                Map.of("subdir_count_per_path", "256"));
        BodyWriter body = new BodyWriter();
        report.encode(body);
        ByteBuffer frame = body.frame(0, 0, 0);
        assertThat(ServerReport.decode(new BodyReader(frame.position(Header.BYTES))))
                .isEqualTo(report);
    }

    @Test
    void linesOfALaterReleaseArePassedOver() throws FdfsException {
        assertThat(decode("weather=fine\nclock=7\nno line\nstarted=3\nstore_path1=/never\n"))
                .isEqualTo(new ServerReport(7, 3, List.of(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "clock=", "clock=soon\nstarted=1\n", "clock=1\n", "clock=1\nstarted=1\nstore_path0=/a\n"})
    void aReportWithoutItsNumbersIsRefused(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOf(FdfsException.class);
    }
}
