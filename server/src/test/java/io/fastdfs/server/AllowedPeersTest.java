package io.fastdfs.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.conf.AllowedHost;
import io.fastdfs.conf.Network;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code allow_hosts}, on a real socket where it counts. */
class AllowedPeersTest {
    private static final AllowedHost ONE = new AllowedHost.Named(List.of("127.0.0.72"));
    private static final AllowedHost NET = new AllowedHost.Inside(new Network(address("10.1.0.0"), 16));

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void withoutValuesEverybodyMayConnect() {
        assertThat(AllowedPeers.of(List.of())).isEqualTo(AllowedPeers.EVERYBODY);
        assertThat(AllowedPeers.EVERYBODY.allows(address("10.0.0.1"))).isTrue();
    }

    @Test
    void oneStarIsEnoughForEverybody() {
        assertThat(AllowedPeers.of(List.of(ONE, new AllowedHost.Everybody()))).isEqualTo(AllowedPeers.EVERYBODY);
    }

    @Test
    void elseWhoeverIsNamedAndWhoeverIsInANetwork() {
        AllowedPeers peers = AllowedPeers.of(List.of(ONE, NET));
        assertThat(peers.allows(address("127.0.0.72"))).isTrue();
        assertThat(peers.allows(address("10.1.255.1"))).isTrue();
        assertThat(peers.allows(address("127.0.0.1"))).isFalse();
        assertThat(peers.allows(address("10.2.0.1"))).isFalse();
    }

    @Test
    void aNameThatNobodyKnowsAllowsNobody() {
        AllowedPeers peers = AllowedPeers.of(List.of(new AllowedHost.Named(List.of("no-such-host.invalid"))));
        assertThat(peers.allows(address("127.0.0.1"))).isFalse();
    }

    @Test
    void aConnectionFromElsewhereIsClosedAtOnce() throws IOException {
        InetSocketAddress bind = new InetSocketAddress("127.0.0.71", 0);
        Listener.Limits limits = new Listener.Limits(10, Duration.ofSeconds(30), false, AllowedPeers.of(List.of(ONE)));
        try (Listener listener = new Listener(bind, limits, (peer, request) -> peer.reply(Status.OK))) {
            listener.start();
            try (Socket refused = connect(listener, "127.0.0.73");
                    Socket served = connect(listener, "127.0.0.72")) {
                assertThat(refused.getInputStream().read()).isEqualTo(-1);
                ByteBuffer ask = ByteBuffer.allocate(Header.BYTES);
                new Header(0, Command.ACTIVE_TEST.code, 0).encode(ask);
                served.getOutputStream().write(ask.array());
                Header answer =
                        Header.decode(ByteBuffer.wrap(served.getInputStream().readNBytes(Header.BYTES)));
                assertThat(answer).isEqualTo(new Header(0, Command.RESPONSE.code, 0));
                assertThat(listener.connectionCount()).isOne();
            }
        }
    }

    private static Socket connect(Listener listener, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(listener.address());
        socket.setSoTimeout(10_000);
        return socket;
    }
}
