package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    private static final int SIZE = 700_000;

    private final Content content = new Content();

    private byte[] file(long number, int size) {
        ByteBuffer file = ByteBuffer.allocate(size).put(Content.numberBytes(number, size));
        while (file.hasRemaining()) {
            file.put(content.slice(file.position(), file.remaining()));
        }
        return file.array();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 700000", "3, 2", "3, 9", "8, 100", "262140, 10", "699999, 1", "524287, 175713"})
    void theCrcOfAPartIsThatOfItsBytes(int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(file(42, SIZE), offset, length);
        assertThat(content.crc32(42, offset, length)).isEqualTo((int) crc.getValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 4096})
    void filesOfDifferentNumbersDiffer(int size) {
        assertThat(file(1, size)).isNotEqualTo(file(2, size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void aFileShorterThanItsNumberHasItsFirstBytes(int size) {
        assertThat(Content.numberBytes(0x0102_0304_0506_0708L, size))
                .hasSize(size)
                .startsWith(file(0x0102_0304_0506_0708L, size));
    }
}
