package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.IpText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as keys take them: of trackers, to listen on, and of peers that may connect. */
class AddressesTest {
    private static final int DEFAULT_PORT = 22122;

    private static InetAddress address(String text) {
        return IpText.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.1.2:22000|192.168.1.2|22000",
                "tracker1.example.com|tracker1.example.com|22122",
                "10.0.0.1,203.0.113.1:22122|10.0.0.1 203.0.113.1|22122",
                "[2001:db8::1]:1|2001:db8::1|1",
                "[2001:db8::1]|2001:db8::1|22122",
                "[10.0.0.1,2001:db8::1]:65535|10.0.0.1 2001:db8::1|65535",
                "2001:db8::1:22122|2001:db8::1|22122",
            })
    void aServer(String text, String hosts, int port) {
        assertThat(ServerAddress.parse(text, DEFAULT_PORT))
                .contains(new ServerAddress(List.of(hosts.split(" ")), port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":22122",
                "host:",
                "host:abc",
                "host:0",
                "host:65536",
                "10.0.0.1 : 22122",
                "10.0.0.1, 10.0.0.2:22122",
                "10.0.0.1,192.168.0.1,203.0.113.1:22122",
                "10.0.0.1,10.0.0.1:22122",
                "10.0.0.256:22122",
                "[2001:db8::1:22122",
                "[2001:db8::1]x",
                "[2001:db8::1]:22122x",
                "[]",
                "http://host:22122",
                "-host",
            })
    void noServer(String text) {
        assertThat(ServerAddress.parse(text, DEFAULT_PORT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1:22122", "[2001:db8::1]:22122", "10.0.0.1,203.0.113.1:5", "[10.0.0.1,2001:db8::1]:5"})
    void aServerIsShownAsItIsWritten(String text) {
        assertThat(ServerAddress.parse(text, DEFAULT_PORT).orElseThrow()).hasToString(text);
    }

    @Test
    void addressesAreResolvedInTheirOrder() throws UnknownHostException {
        assertThat(ServerAddress.parse("127.0.0.71,10.0.0.1:5", DEFAULT_PORT)
                        .orElseThrow()
                        .resolve())
                .containsExactly(new InetSocketAddress("127.0.0.71", 5), new InetSocketAddress("10.0.0.1", 5));
    }

    @Test
    void onlyTheUsualLoopbackAddressIsOne() {
        assertThat(ServerAddress.parse("127.0.0.1", DEFAULT_PORT).orElseThrow().isLoopback())
                .isTrue();
        assertThat(ServerAddress.parse("[10.0.0.1,::1]:5", DEFAULT_PORT)
                        .orElseThrow()
                        .isLoopback())
                .isTrue();
        assertThat(ServerAddress.parse("127.0.0.2", DEFAULT_PORT).orElseThrow().isLoopback())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"10.0.0.1|10.0.0.1", "0.0.0.0|0.0.0.0", "::|::", "[2001:db8::1],10.0.0.1|10.0.0.1,2001:db8::1"})
    void whereToListen(String text, String shown) {
        assertThat(BindAddresses.KIND.parse(text).orElseThrow()).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.1,10.0.0.2", "10.0.0.1,::1,::2", "10.0.0.1, ::1", "10.0.0.1,"})
    void nowhereToListen(String text) {
        assertThat(BindAddresses.KIND.parse(text)).isEmpty();
    }

    @Test
    void aStarIsEverybody() {
        assertThat(AllowedHost.parse("*")).contains(new AllowedHost.Everybody());
    }

    @Test
    void aNetworkHas10To31Bits() {
        assertThat(AllowedHost.parse("10.0.0.0/24"))
                .contains(new AllowedHost.Inside(new Network(address("10.0.0.0"), 24)));
        for (String bad : List.of("10.0.0.0/9", "10.0.0.0/32", "10.0.0.0/x", "10.0.0.1/24", "/24", "host/24")) {
            assertThat(AllowedHost.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void numbersInBracketsAreWrittenOut() {
        assertThat(AllowedHost.parse("10.0.1.[0-2,200]"))
                .contains(new AllowedHost.Named(List.of("10.0.1.0", "10.0.1.1", "10.0.1.2", "10.0.1.200")));
        assertThat(AllowedHost.parse("host[08-10, 3].example.com"))
                .contains(new AllowedHost.Named(List.of(
                        "host08.example.com", "host09.example.com", "host10.example.com", "host3.example.com")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host[1",
                "host]1",
                "host[]",
                "host[1-]",
                "host[a]",
                "host[3-1]",
                "host[1-99999999]",
                "h[1]x[2]",
                "10.0.1.[250-256]",
                "a b"
            })
    void nobodyCanBeMeant(String text) {
        assertThat(AllowedHost.parse(text)).isEmpty();
    }

    @Test
    void aNetworkHoldsAddressesOfItsFamilyOnly() {
        Network network = new Network(address("10.0.4.0"), 22);
        assertThat(network.contains(address("10.0.7.255"))).isTrue();
        assertThat(network.contains(address("10.0.8.0"))).isFalse();
        assertThat(network.contains(address("::a00:400"))).isFalse();
    }
}
