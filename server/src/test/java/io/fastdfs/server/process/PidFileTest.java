package io.fastdfs.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
    @TempDir
    Path base;

    private PidFile file;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(base.resolve("data"));
        file = new PidFile(base, Program.STORAGED);
    }

    @Test
    void itIsWhereCHasItAndHoldsThePidWithoutALineFeed() throws IOException {
        file.write(4711);
        assertThat(Files.readString(base.resolve("data/fdfs_storaged.pid"))).isEqualTo("4711");
    }

    @Test
    void whereThereIsNoneThereIsNoPid() throws IOException {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void aLineFeedBehindThePidIsForgiven() throws IOException {
        Files.writeString(file.path(), "4711\n");
        assertThat(file.read()).hasValue(4711);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "12x", "pid", "99999999999999999999"})
    void whatIsNoPidIsRefused(String text) throws IOException {
        Files.writeString(file.path(), text);
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("holds no pid");
    }

    @Test
    void thePidFileOfAnotherServerIsLeft() throws IOException {
        file.write(4711);
        file.remove(4712);
        assertThat(file.path()).exists();
        file.remove(4711);
        assertThat(file.path()).doesNotExist();
    }
}
