package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a file holds, reading it ends with items and findings, or with a message. */
class HostileConfFileTest {
    private static final String[] PIECES = {
        "#@if ",
        "#@else",
        "#@endif",
        "#@for ",
        "#@endfor",
        "#@set ",
        "#@function ",
        "REPLACE_VARS",
        "LOCAL_IP_GET",
        "#include ",
        "self.conf",
        "%{LOCAL_IP} in [10.0.0.0/8]",
        "%{A}",
        "%{",
        "}",
        "{$i}",
        "i from 0 to 3",
        " step 2",
        "A = ",
        "=",
        "[",
        "]",
        "[s]",
        "port",
        "22122",
        "\n",
        "\n",
        "\n",
        "\r\n",
        " ",
        "\t",
        "é",
        "\u00ff",
        "$(x)",
        "outer[1]",
        ","
    };

    @TempDir
    private Path folder;

    @Test
    void anyFileIsReadOrRefused() throws IOException {
        long seed = Long.getLong("seed", 1L);
        Random random = new Random(seed);
        Path file = folder.resolve("self.conf");
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = i % 3 == 0 ? noise(random) : pieces(random);
            Files.write(file, bytes);
            try {
                ConfFile read = ConfFile.read(file);
                for (ConfType type : ConfType.values()) {
                    type.check(file.toString())
                            .forEach(finding -> assertThat(finding.message()).isNotEmpty());
                }
                assertThat(read.items())
                        .allSatisfy(item -> assertThat(item.line()).isPositive());
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(file.toString());
            } catch (RuntimeException e) {
                fail("seed " + seed + ", file " + i + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0 && random.nextInt(10) > 0) {
                bytes[i] = '\n';
            }
        }
        return bytes;
    }

    private static byte[] pieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}
