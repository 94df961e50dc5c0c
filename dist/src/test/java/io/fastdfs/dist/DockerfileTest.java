package io.fastdfs.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The definition of the image, looked at as a build of it would. The linter comes from npm; without node it is skipped. */
class DockerfileTest {
    private static final Path DOCKERFILE = Path.of("..", "Dockerfile").toAbsolutePath();
    private static final Path LINTER = Path.of("src", "test", "npm");
    private static final Path INSTALLED = Path.of("target", "npm").toAbsolutePath();

    private record Ended(int status, String said) {}

    @Test
    void theLinterFindsNothing() throws Exception {
        assumeTrue(isOnPath("node") && isOnPath("npm"), "node and npm are not on the path");
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(LINTER)) {
            for (Path file : files.toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Ended installed = run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
        assertThat(installed.status).as(installed.said).isZero();
        assertThat(lint(DOCKERFILE)).isEqualTo(new Ended(0, ""));
        Path bad = Files.writeString(INSTALLED.resolve("Dockerfile.bad"), "FROM ubuntu\nCOPI a b\n");
        assertThat(lint(bad).said).as("it does find mistakes").contains("COPI");
    }

    private static Ended lint(Path file) throws Exception {
        return run("node", "node_modules/dockerfile-utils/bin/dockerfile-utils", "lint", file.toString());
    }

    @Test
    void everyFileThatItCopiesFromTheSourcesIsThere() throws IOException {
        List<String> sources = Files.readString(DOCKERFILE)
                .replace("\\\n", " ")
                .lines()
                .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
                .filter(word -> word.matches("(conf|dist/src)/[\\w./-]+"))
                .toList();
        assertThat(sources)
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        source -> assertThat(DOCKERFILE.resolveSibling(source)).exists());
    }

    @Test
    void theShellCanReadTheEntryPoint() throws Exception {
        Path script = Path.of("src", "docker", "entrypoint").toAbsolutePath();
        assertThat(script).isExecutable();
        Files.createDirectories(INSTALLED);
        assertThat(run("sh", "-n", script.toString())).isEqualTo(new Ended(0, ""));
    }

    private static Ended run(String... command) throws Exception {
        Path output = Files.createTempFile(INSTALLED, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("%s ends", List.of(command))
                    .isTrue();
            return new Ended(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.UTF_8).strip());
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
