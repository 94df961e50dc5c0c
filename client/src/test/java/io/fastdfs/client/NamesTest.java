package io.fastdfs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Extensions, addresses, and the checksum of old names. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "photo.jpg, jpg",
        "archive.tar.gz, tar.gz",
        "my.cat.jpg, jpg",
        "a.b.jpg, b.jpg",
        ".tar.gz, gz",
        ".bashrc, bashrc",
        "README, ''",
        "x.jpeg2000, ''",
        "x., ''",
        "x.a b, ''",
        "x.möw, ''",
        "a b.c.gz, c.gz",
        "folder.d/file, ''"
    })
    void theExtensionOfALocalFileIsWhatTheCToolsTake(String file, String extension) {
        assertThat(Extension.of(Path.of(file))).isEqualTo(extension);
    }

    @Test
    void anExtensionMayComeWithItsDot() {
        assertThat(Extension.checked(".jpg")).isEqualTo("jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "nas, nas:22122",
        "nas:1, nas:1",
        "10.0.0.5:23000, 10.0.0.5:23000",
        "[::1]:5, [::1]:5",
        "[::1], [::1]:22122",
        "fe80::7:22122, [fe80::7]:22122"
    })
    void aTrackerIsHostAndPort(String text, String address) {
        assertThat(ServerAddress.ofTracker(text)).singleElement().hasToString(address);
    }

    @Test
    void aTrackerMayHaveTwoAddresses() {
        assertThat(ServerAddress.ofTracker("10.0.0.5,192.168.0.5:22122"))
                .containsExactly(new ServerAddress("10.0.0.5", 22_122), new ServerAddress("192.168.0.5", 22_122));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":22122", "nas:", "nas:x", "nas:0", "nas:65536", "nas:-1", "[::1]5", "a,,b", "[]"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.ofTracker(text))
                .withMessage("\"" + text + "\" is not host:port");
    }

    @Test
    void theOldChecksumIsThatOfTheSpecification() {
        OldCrc32 old = new OldCrc32();
        old.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(old.getValue()).isEqualTo(0x206af85bL);
        old.reset();
        assertThat(old.getValue()).isZero();
    }
}
