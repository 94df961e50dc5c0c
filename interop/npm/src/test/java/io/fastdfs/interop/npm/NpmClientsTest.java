package io.fastdfs.interop.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fastdfs.interop.cluster.TestCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the stories in {@code src/test/npm}, one a client. A story prints the steps that it did as a JSON list, or ends with
 * an error. Skipped where no node and npm are on the path.
 */
class NpmClientsTest {
    private static final Path STORIES = Path.of("src/test/npm");
    private static final Path INSTALLED = Path.of("target/npm").toAbsolutePath();

    @TempDir
    static Path folder;

    private static TestCluster cluster;

    @BeforeAll
    static void installClientsAndStartCluster() throws IOException, InterruptedException {
        assumeTrue(isOnPath("node") && isOnPath("npm"), "node and npm are not on the path");
        Files.createDirectories(INSTALLED);
        try (Stream<Path> stories = Files.list(STORIES)) {
            for (Path story : stories.filter(Files::isRegularFile).toList()) {
                Files.copy(story, INSTALLED.resolve(story.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
        cluster = TestCluster.start(Files.createDirectory(folder.resolve("cluster")));
    }

    @AfterAll
    static void stopCluster() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void fdfsDoesAllItCan() throws IOException, InterruptedException {
        assertThat(story("fdfs.mjs", folder.toString())).isEqualTo("""
                ["uploads an empty file","uploads and downloads 1","uploads and downloads 4096",\
                "uploads and downloads 307200","uploads and downloads 3145728",\
                "uploads a file and a stream to a group","downloads a range","overwrites and merges metadata",\
                "reads file info","appends and modifies","deletes"]""");
    }

    @Test
    void fdfsListsGroupsInTheOldLayoutOnly() throws IOException, InterruptedException {
        try (TestCluster old = TestCluster.withOldLists(Files.createDirectory(folder.resolve("old")))) {
            assertThat(story("fdfs-lists.mjs", "" + old.tracker().getPort())).isEqualTo("""
                    ["cannot read the lists of today","lists groups in the old layout",\
                    "cannot read a list of storages in any layout since 5.04"]""");
        }
    }

    @Test
    void fdfsClientDoesAllItCan() throws IOException, InterruptedException {
        assertThat(story("fdfs-client.mjs", folder.toString())).isEqualTo("""
                ["uploads an empty file","uploads and downloads 1","uploads and downloads 4096",\
                "uploads and downloads 307200","uploads and downloads 3145728",\
                "uploads a file and a stream to a group","downloads a range","overwrites and merges metadata",\
                "reads file info","deletes"]""");
    }

    private static String story(String file, String argument) throws IOException, InterruptedException {
        String port = "" + cluster.tracker().getPort();
        return run("node", "--no-deprecation", file, "127.0.0.1", port, argument);
    }

    /** What the command prints; fails with it, and with its errors, when the command does. */
    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("%s ends", List.of(command))
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s%s", List.of(command), Files.readString(output), Files.readString(errors))
                    .isZero();
            return Files.readString(output).strip();
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
