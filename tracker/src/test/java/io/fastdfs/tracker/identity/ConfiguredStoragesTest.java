package io.fastdfs.tracker.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.conf.StorageIdsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code storage_ids.conf} as the tracker uses it: looked up, and found by id and address. */
class ConfiguredStoragesTest {
    @TempDir
    private Path folder;

    private ConfiguredStorages read(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("storage_ids.conf"), String.join("\n", lines));
        return ConfiguredStorages.of(StorageIdsFile.read(file)
                .accepted(finding -> {
                    throw new AssertionError(finding);
                })
                .entries());
    }

    @Test
    void aStorageIsFoundByIdAndByEachAddressWithItsPort() throws IOException {
        ConfiguredStorages storages = read("100001 group1 203.0.113.1,10.0.0.1:23001", "100002 group1 10.0.0.1");
        assertThat(Objects.requireNonNull(storages.byHost("203.0.113.1", 23001)).id())
                .isEqualTo("100001");
        assertThat(Objects.requireNonNull(storages.byHost("10.0.0.1", 23001)).id())
                .isEqualTo("100001");
        assertThat(Objects.requireNonNull(storages.byId("100002")).port()).isEqualTo(23000);
        assertThat(storages.byHost("10.0.0.1", 23002)).isNull();
    }

    @Test
    void linesAreSentInTheOrderOfIdsAsText() throws IOException {
        assertThat(read("9 group1 10.0.0.9", "10 group2 [2001:DB8:0::1,10.0.0.1] RW=readonly")
                        .lines())
                .containsExactly("10 group2 [10.0.0.1,2001:db8::1]:23000 rw=read", "9 group1 10.0.0.9:23000");
    }

    @Test
    void aHostNameThatLeadsToAnotherStorageIsRefused() {
        assertThatThrownBy(() -> read("1 group1 127.0.0.1", "2 group2 localhost"))
                .isInstanceOf(IOException.class)
                .hasMessage("storage id 2: storage 1 is at 127.0.0.1:23000 already");
    }

    @Test
    void aHostNameThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> read("1 group1 no-such-host.invalid"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("storage id 1: cannot look up no-such-host.invalid");
    }
}
