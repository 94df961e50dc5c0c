package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class LocalServerTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void theProcessThatListensIsFound(String bind) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(bind))) {
            LocalServer server = LocalServer.at(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), socket.getLocalPort()))
                    .orElseThrow();
            assertThat(server.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(server.use().cpuSeconds()).isPositive();
            assertThat(server.use().residentMegabytes()).isPositive();
        }
    }

    @Test
    void whereNobodyListensThereIsNone() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(LocalServer.at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), port)))
                    .isEmpty();
        }
        assertThat(LocalServer.at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port)))
                .isEmpty();
    }

    @Test
    void aServerElsewhereIsNotSoughtHere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            InetSocketAddress elsewhere =
                    new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), socket.getLocalPort());
            assertThat(LocalServer.at(elsewhere)).isEmpty();
        }
    }
}
