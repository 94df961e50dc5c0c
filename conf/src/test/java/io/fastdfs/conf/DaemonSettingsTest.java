package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.IpText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
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
            value = {
                "10.0.0.1|address_family = auto|0.0.0.0:5",
                "2001:db8::1|address_family = auto|[::]:5",
                "2001:db8::1|bind_addr = 192.168.0.1|192.168.0.1:5",
                "10.0.0.1|bind_addr = 2001:db8::5|[2001:db8::5]:5",
                "10.0.0.1|bind_addr = 192.168.0.1,2001:db8::5|192.168.0.1:5 [2001:db8::5]:5",
                "10.0.0.1|bind_addr = 2001:db8::5,192.168.0.1|192.168.0.1:5 [2001:db8::5]:5",
                "2001:db8::1|address_family = IPv4|0.0.0.0:5",
                "10.0.0.1|address_family = IPv4;bind_addr = 192.168.0.1,2001:db8::5|192.168.0.1:5",
                "10.0.0.1|address_family = IPv6;bind_addr = 192.168.0.1,2001:db8::5|[2001:db8::5]:5",
                "10.0.0.1|address_family = IPv6;bind_addr = 192.168.0.1|[::]:5",
                "10.0.0.1|address_family = both|[::]:5",
                "10.0.0.1|address_family = both;bind_addr = 2001:db8::5|0.0.0.0:5 [2001:db8::5]:5",
                "10.0.0.1|bind_addr = 0.0.0.0,::|[::]:5",
                "10.0.0.1|outer_port = 6|0.0.0.0:22122 0.0.0.0:6",
                "10.0.0.1|inner_port = 6;outer_port = 7|0.0.0.0:6 0.0.0.0:7",
                "10.0.0.1|inner_bind_addr = 10.0.0.1;outer_bind_addr = 8.8.8.8|10.0.0.1:5 8.8.8.8:5",
                "10.0.0.1|inner_bind_addr = 10.0.0.1;outer_bind_addr = 10.0.0.1|10.0.0.1:5",
                "10.0.0.1|inner_bind_addr = 10.0.0.1|0.0.0.0:5",
                "10.0.0.1|inner_bind_addr = 10.0.0.1;inner_port = 6;outer_port = 7|10.0.0.1:6 0.0.0.0:7",
                "10.0.0.1|bind_addr = 10.0.0.9;outer_bind_addr = 10.0.0.1;outer_port = 7;inner_port = 6"
                        + "|0.0.0.0:6 10.0.0.1:7",
            })
    void whereATrackerListens(String ofThisMachine, String lines, String addresses) throws IOException {
        String withIds = "use_storage_id = true\nstorage_ids_filename = ids\nid_type_in_filename = id\n";
        Values conf = TrackerKeys.KEYS.read(
                ConfFile.parse("x.conf", "base_path = /data\nport = 5\n" + withIds + lines.replace(';', '\n')));
        assertThat(conf.findings()).isEmpty();
        assertThat(TrackerKeys.LISTEN.addresses(conf, hostWith(ofThisMachine)))
                .extracting(at -> IpText.withPort(IpText.of(at.getAddress()), at.getPort()))
                .containsExactly(addresses.split(" ", -1));
    }

    @Test
    void aStorageTakesItsPortForTheInnerOneAsInC() throws IOException {
        Values conf = storage("inner_port = 6", "outer_port = 7", "port = 5");
        assertThat(StorageKeys.LISTEN.addresses(conf, hostWith("10.0.0.1")))
                .extracting(InetSocketAddress::getPort)
                .containsExactly(5, 7);
        assertThat(conf.findings())
                .singleElement()
                .asString()
                .contains("inner_port = 6: not needed here: port is what counts, as in C");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"auto|10.0.0.1,::", "both|10.0.0.1"})
    void oneAddressOfIpv4BesideAllOfIpv6IsRefused(String family, String bindAddr) throws IOException {
        assertThat(storage("bind_addr = " + bindAddr, "address_family = " + family)
                        .findings())
                .singleElement()
                .asString()
                .contains("bind_addr = " + bindAddr + ": the IPv6 address of all would take IPv4 at all addresses");
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
        assertThat(settings.listen()).extracting(InetSocketAddress::getPort).containsExactly(5);
        assertThat(settings.logLevel()).isEqualTo(LogLevel.WARN);
    }
}
