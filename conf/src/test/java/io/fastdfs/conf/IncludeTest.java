package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeTest {
    @TempDir
    private Path folder;

    private Path write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines));
    }

    private static List<String> items(Path file) throws IOException {
        return ConfFile.read(file).items().stream()
                .map(item -> "[" + item.section() + "]" + item.name() + "=" + item.value())
                .toList();
    }

    private static String onlyMessage(Path file) throws IOException {
        List<Finding> findings = ConfFile.read(file).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0).toString();
    }

    @Test
    void itemsOfAnIncludeStandWhereItIsIncluded() throws IOException {
        write("b.conf", "b = 2");
        assertThat(items(write("a.conf", "a = 1", "#INCLUDE\tb.conf", "c = 3")))
                .containsExactly("[]a=1", "[]b=2", "[]c=3");
    }

    @Test
    void theSectionIsGlobalBeforeAndAfterAnInclude() throws IOException {
        write("b.conf", "b = 2", "[t]", "c = 3");
        assertThat(items(write("a.conf", "[s]", "a = 1", "#include b.conf", "d = 4")))
                .containsExactly("[s]a=1", "[]b=2", "[t]c=3", "[]d=4");
    }

    @Test
    void aNameIsRelativeToTheTopFile() throws IOException {
        write("sub/b.conf", "#include c.conf");
        write("c.conf", "c = top");
        write("sub/c.conf", "c = sub");
        assertThat(items(write("a.conf", "#include sub/b.conf"))).containsExactly("[]c=top");
    }

    @Test
    void anItemOfAnIncludeKnowsItsFile() throws IOException {
        Path included = write("b.conf", "", "b = 2");
        Item item = ConfFile.read(write("a.conf", "#include file://" + included))
                .items()
                .get(0);
        assertThat(item.file()).isEqualTo(included.toString());
        assertThat(item.line()).isEqualTo(2);
    }

    @Test
    void definitionsReachIntoAnIncludeAndOutOfIt() throws IOException {
        write("b.conf", "#@function REPLACE_VARS", "b = %{A}", "#@set B = 2");
        assertThat(items(write("a.conf", "#@set A = 1", "#include b.conf", "#@function REPLACE_VARS", "c = %{B}")))
                .containsExactly("[]b=1", "[]c=2");
    }

    @Test
    void aMissingIncludeIsAnError() throws IOException {
        Path file = write("a.conf", "a = 1", "#include no.conf");
        assertThat(onlyMessage(file))
                .isEqualTo(
                        "ERROR " + file + " line 2: #include no.conf: " + folder.resolve("no.conf") + ": no such file");
    }

    @Test
    void aCycleIsAnError() throws IOException {
        write("b.conf", "#include ./a.conf");
        assertThat(onlyMessage(write("a.conf", "#include b.conf"))).endsWith("#include ./a.conf: it includes itself");
    }

    @Test
    void theSameFileMayBeIncludedTwice() throws IOException {
        write("b.conf", "b = 2");
        assertThat(items(write("a.conf", "#include b.conf", "#include b.conf"))).containsExactly("[]b=2", "[]b=2");
    }

    @Test
    void theDepthIsBounded() throws IOException {
        for (int i = 0; i < 30; i++) {
            write("f" + i, "#include f" + (i + 1));
        }
        assertThat(onlyMessage(folder.resolve("f0")))
                .contains("more than " + ConfReader.MAX_INCLUDE_DEPTH + " files deep");
    }

    @Test
    void theNumberOfIncludesIsBounded() throws IOException {
        write("b.conf", "b = 2");
        String[] lines = new String[ConfReader.MAX_FILES + 1];
        java.util.Arrays.fill(lines, "#include b.conf");
        Path file = write("a.conf", lines);
        assertThat(items(file)).hasSize(ConfReader.MAX_FILES);
        assertThat(onlyMessage(file)).startsWith("ERROR " + file + " line " + lines.length);
    }

    @Test
    void anAddressIsFetched() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/b.conf", exchange -> {
            byte[] body = "b = 2\n".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String at = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(items(write("a.conf", "#include " + at + "/b.conf"))).containsExactly("[]b=2");
            assertThat(onlyMessage(write("c.conf", "#include " + at + "/no.conf")))
                    .endsWith("answered HTTP status 404");
        } finally {
            server.stop(0);
        }
    }
}
