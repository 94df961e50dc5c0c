package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "4096, 4096", "4K, 4096", "4k, 4096", "3M, 3145728", "1024G, 1099511627776"})
    void aSizeMayHaveAUnit(String text, long bytes) {
        assertThat(Sizes.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "K",
                "-1",
                "4 K",
                "4KB",
                "1.5M",
                "1025G",
                "9223372036854775807K",
                "4K:0",
                "8K-4K",
                "1-2-3",
                "4K,"
            })
    void whatIsNoSizeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sizes.parse(text));
    }

    @Test
    void sizesComeAsOftenAsTheirWeightsSay() {
        Sizes sizes = Sizes.parse("4K:3,1M:1");
        SplittableRandom random = new SplittableRandom(7);
        Map<Long, Integer> drawn = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            drawn.merge(sizes.draw(random), 1, Integer::sum);
        }
        assertThat(drawn).containsOnlyKeys(4096L, 1L << 20);
        assertThat(drawn.get(4096L)).isBetween(7_200, 7_800);
        assertThat(sizes.meanBytes()).isEqualTo((3 * 4096 + (1 << 20)) / 4);
    }

    @Test
    void aRangeHasBothItsEnds() {
        Sizes sizes = Sizes.parse("2-4");
        SplittableRandom random = new SplittableRandom(7);
        assertThat(random.ints(1000).mapToLong(_ -> sizes.draw(random)).distinct())
                .containsExactlyInAnyOrder(2L, 3L, 4L);
    }
}
