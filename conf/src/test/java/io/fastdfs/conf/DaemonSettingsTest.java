package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.IpText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What both daemons take from their files: where to listen, as whom, and where logs go. */
class DaemonSettingsTest {
    private static Values storage(String... lines) throws IOException {
        return StorageKeys.KEYS.read(ConfFile.parse(
                "x.conf",
                "base_path = /data\ngroup_name = group1\ntracker_server = 10.0.0.1\n" + String.join("\n", lines)));
    }

    private static Host hostWith(String address) {
        return new Host("test", List.of(address(address)));
    }

    private static InetAddress address(String text) {
        return IpText.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "auto|none|10.0.0.1|0.0.0.0",
                "auto|none|2001:db8::1|::",
                "auto|192.168.0.1|2001:db8::1|192.168.0.1",
                "auto|2001:db8::5|10.0.0.1|2001:db8::5",
                "IPv4|none|2001:db8::1|0.0.0.0",
                "IPv4|192.168.0.1,2001:db8::5|10.0.0.1|192.168.0.1",
                "IPv6|192.168.0.1,2001:db8::5|10.0.0.1|2001:db8::5",
                "IPv6|192.168.0.1|10.0.0.1|::",
                "both|none|10.0.0.1|::",
            })
    void whereToListen(String family, String bindAddr, String ofThisMachine, String listenAt) {
        Optional<BindAddresses> bind = Optional.ofNullable(bindAddr).flatMap(BindAddresses.KIND::parse);
        AddressFamily wanted = AddressFamily.KIND.parse(family).orElseThrow();
        assertThat(wanted.listenAt(bind, hostWith(ofThisMachine))).isEqualTo(address(listenAt));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"auto|10.0.0.1,2001:db8::1", "both|10.0.0.1,2001:db8::1", "both|10.0.0.1"})
    void twoAddressesAreRefused(String family, String bindAddr) throws IOException {
        assertThat(storage("bind_addr = " + bindAddr, "address_family = " + family)
                        .findings())
                .singleElement()
                .asString()
                .contains("bind_addr = " + bindAddr + ": not supported yet: two addresses");
    }

    @Test
    void whoeverMustNotStartItIsToldWhoMay() throws IOException {
        Values conf = storage("run_by_user = somebody-else");
        assertThatThrownBy(() -> DaemonSettings.ofStorage(conf))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("x.conf line 4: run_by_user = somebody-else: this is started by "
                        + System.getProperty("user.name"));
    }

    @Test
    void whoeverMayStartItDoes() throws IOException {
        Values conf = storage("run_by_user = " + System.getProperty("user.name"), "port = 5", "log_level = warning");
        DaemonSettings settings = DaemonSettings.ofStorage(conf);
        assertThat(settings.basePath()).isEqualTo(Path.of("/data"));
        assertThat(settings.bind().getPort()).isEqualTo(5);
        assertThat(settings.logLevel()).isEqualTo(LogLevel.WARN);
    }
}
