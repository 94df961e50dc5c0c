package io.fastdfs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server comes from the address by which others know it, and knows where else another one is. */
class DialerTest {
    private static final OutgoingConnection.Timeouts TIMEOUTS =
            new OutgoingConnection.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    /** Nobody listens there. */
    private static final InetSocketAddress DEAD = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private static ServerSocket listeningAt(String address) throws IOException {
        return new ServerSocket(0, 1, InetAddress.ofLiteral(address));
    }

    private static InetSocketAddress at(ServerSocket socket) {
        return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    private static String localAddress(Dialer dialer, InetSocketAddress to) throws IOException {
        try (OutgoingConnection connection = dialer.connect(to, TIMEOUTS)) {
            return connection.localAddress().getHostAddress();
        }
    }

    @Test
    void eachFamilyHasAnAddressOfItsOwn() throws IOException {
        Dialer dialer = Dialer.from(List.of(
                new InetSocketAddress("127.0.0.15", 1), new InetSocketAddress(InetAddress.ofLiteral("::1"), 1)));
        try (ServerSocket ipv4 = listeningAt("127.0.0.16");
                ServerSocket ipv6 = listeningAt("::1")) {
            assertThat(localAddress(dialer, at(ipv4))).isEqualTo("127.0.0.15");
            assertThat(localAddress(dialer, at(ipv6))).isEqualTo("0:0:0:0:0:0:0:1");
        }
    }

    @Test
    void anAddressOfAnotherFamilyIsNotUsed() throws IOException {
        Dialer dialer = Dialer.from(List.of(new InetSocketAddress("127.0.0.15", 1)));
        try (ServerSocket ipv6 = listeningAt("::1")) {
            assertThat(localAddress(dialer, at(ipv6))).isEqualTo("0:0:0:0:0:0:0:1");
        }
    }

    @Test
    void whoListensAtAllAddressesComesFromAny() throws IOException {
        Dialer dialer = Dialer.from(List.of(new InetSocketAddress("0.0.0.0", 1)));
        try (ServerSocket server = listeningAt("127.0.0.16")) {
            assertThat(localAddress(dialer, at(server))).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAtItsOtherAddress() throws IOException {
        try (ServerSocket server = listeningAt("127.0.0.16")) {
            Dialer dialer = Dialer.fromAnywhere().withAlsoAt(Map.of(DEAD, at(server)));
            assertThat(localAddress(dialer, DEAD)).isEqualTo("127.0.0.1");
        }
        assertThatThrownBy(() -> Dialer.fromAnywhere().connect(DEAD, TIMEOUTS)).isInstanceOf(IOException.class);
    }
}
