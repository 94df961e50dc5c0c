package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfTypeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "/etc/fdfs/tracker.conf,TRACKER",
        "my-storage.conf,STORAGE",
        "client.conf,CLIENT",
        "a/storage_ids.conf,IDS",
        "tracker-2.conf,TRACKER"
    })
    void theNameSaysTheType(String name, ConfType type) throws IOException {
        assertThat(ConfType.guess(name)).contains(type);
    }

    @ParameterizedTest
    @CsvSource({"store_lookup,TRACKER", "store_path_count,STORAGE", "connect_first_by,CLIENT"})
    void elseTheKeysSayIt(String key, ConfType type) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "port = 1\n" + key + " = 0\n");
        assertThat(ConfType.guess(file.toString())).contains(type);
    }

    @Test
    void aFileThatMayBeAnythingHasNoType() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "connect_timeout = 1\n");
        assertThat(ConfType.guess(file.toString())).isEmpty();
    }
}
