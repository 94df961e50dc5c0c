package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixTest {
    @Test
    void operationsComeAsOftenAsTheirWeightsSay() {
        Mix mix = Mix.parse("upload=1,download=8,set-metadata=1");
        SplittableRandom random = new SplittableRandom(7);
        Map<Operation, Integer> drawn = new EnumMap<>(Operation.class);
        for (int i = 0; i < 10_000; i++) {
            drawn.merge(mix.draw(random), 1, Integer::sum);
        }
        assertThat(drawn).containsOnlyKeys(Operation.UPLOAD, Operation.DOWNLOAD, Operation.SET_METADATA);
        assertThat(drawn.get(Operation.DOWNLOAD)).isBetween(7_700, 8_300);
        assertThat(drawn.get(Operation.UPLOAD)).isBetween(800, 1_200);
    }

    @Test
    void oneOperationNeedsNoWeight() {
        assertThat(Mix.parse("get-metadata")).hasToString("get-metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "read", "upload=0", "upload=x", "upload=1,upload=2", "upload=1,,info=1", "upload=99999999999"
            })
    void whatIsNoMixIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mix.parse(text));
    }
}
