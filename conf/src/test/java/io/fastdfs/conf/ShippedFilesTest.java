package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The conf files that come with the program. */
class ShippedFilesTest {
    private static Path shipped(ConfType type) {
        return Path.of(type.keys().map(KeyList::fileName).orElse(StorageIdsFile.FILE_NAME));
    }

    @ParameterizedTest
    @EnumSource(ConfType.class)
    void thereIsNothingToMendInAShippedFile(ConfType type) throws IOException {
        assertThat(ConfType.guess(shipped(type).toString())).contains(type);
        assertThat(type.check(shipped(type).toString()))
                .extracting(Finding::severity)
                .doesNotContain(Severity.ERROR, Severity.WARN);
    }

    @ParameterizedTest
    @EnumSource(
            value = ConfType.class,
            names = {"IDS"},
            mode = EnumSource.Mode.EXCLUDE)
    void aShippedFileNamesEveryKeyThatIsOfUse(ConfType type) throws IOException {
        String text = Files.readString(shipped(type));
        for (Key<?> key : type.keys().orElseThrow().keys()) {
            if (key.facts().state() instanceof State.Honoured) {
                String name = key.name().replace(NumberedKey.NUMBER, "0");
                assertThat(text).as("%s in %s", name, shipped(type)).containsPattern("(?m)^(# )?" + name + " =");
            }
        }
    }
}
