package io.fastdfs.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed distribution, unpacked: run as an operator runs it, without sources and without a build. */
class TarballTest {
    private static final String VERSION = System.getProperty("fdfs.version", "");
    private static final Path BIN = Path.of("..", "bin");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    private static Path unpacked = Path.of("");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temp;

    private record Ended(int status, String out, String err) {}

    @BeforeAll
    static void unpack() throws Exception {
        Path tarball = Path.of("target", "fdfs-" + VERSION + ".tar.gz").toAbsolutePath();
        Process tar = new ProcessBuilder("tar", "-xzf", tarball.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        unpacked = folder.resolve("fdfs-" + VERSION);
    }

    @Test
    void itHasTheProgramsOfTheSourceTreeAsLinksAndTheOneCommandThatCanBeRun() throws IOException {
        try (Stream<Path> programs = Files.list(BIN)) {
            assertThat(programs).hasSize(19).allSatisfy(program -> {
                Path packed = unpacked.resolve("bin").resolve(program.getFileName());
                assertThat(packed).isExecutable();
                assertThat(Files.isSymbolicLink(packed)).isEqualTo(Files.isSymbolicLink(program));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LICENSE",
                "README.md",
                "docs/migrating-from-c.md",
                "systemd/fdfs_trackerd.service",
                "systemd/fdfs_storaged.service"
            })
    void itHasWhatAnOperatorReads(String file) {
        assertThat(unpacked.resolve(file)).isNotEmptyFile();
    }

    @Test
    void theCommandSaysItsVersion() throws Exception {
        assertThat(run(noCache(), "fdfs", "--version")).isEqualTo(new Ended(0, "fdfs " + VERSION + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracker.conf", "storage.conf", "client.conf", "storage_ids.conf"})
    void aServerWouldStartWithTheSamplesOfConfigurationFiles(String sample) throws Exception {
        String file = unpacked.resolve("conf").resolve(sample).toString();
        Ended checked = run(noCache(), "fdfs", "conf", "check", file);
        assertThat(checked.status).as(checked.out).isZero();
    }

    @Test
    void aToolRunsUnderItsNameThroughALinkFromElsewhere() throws Exception {
        Path file = Files.writeString(temp.resolve("hello.txt"), "hello\n");
        Path link = Files.createSymbolicLink(
                folder.resolve("fdfs_crc32"), unpacked.resolve("bin").resolve("fdfs_crc32"));
        assertThat(run(noCache(), link, file.toString())).isEqualTo(new Ended(0, "363a3020\n", ""));
    }

    @Test
    void aToolLeavesAnArchiveOfItsClassesInTheCacheOfTheUserAndUsesItAfterwards() throws Exception {
        Path file = Files.writeString(temp.resolve("hello.txt"), "hello\n");
        Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", temp.resolve("cache").toString());
        assertThat(run(environment, "fdfs_crc32", file.toString())).isEqualTo(new Ended(0, "363a3020\n", ""));
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> names(temp.resolve("cache/fdfs")),
                        names -> names.size() == 1 && names.getFirst().matches("fdfs_crc32-\\d+\\.jsa"));
        Ended second = run(
                Map.of("XDG_CACHE_HOME", temp.resolve("cache").toString(), "FDFS_JAVA_OPTS", "-Xshare:on"),
                "fdfs_crc32",
                file.toString());
        assertThat(second).isEqualTo(new Ended(0, "363a3020\n", ""));
    }

    @Test
    void whoeverReadsTheOutputOfAToolDoesNotWaitForItsArchive() throws Exception {
        Path file = Files.writeString(temp.resolve("hello.txt"), "hello\n");
        Path cache = temp.resolve("cache");
        ProcessBuilder builder =
                new ProcessBuilder(unpacked.resolve("bin/fdfs_crc32").toString(), file.toString());
        builder.environment().put("FDFS_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        Process process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("363a3020\n");
        assertThat(names(cache.resolve("fdfs"))).noneMatch(name -> name.endsWith(".jsa"));
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> names(cache.resolve("fdfs")),
                        names -> names.stream().allMatch(name -> name.endsWith(".jsa")));
    }

    @Test
    void itWritesNothingIntoItsOwnFolder() throws Exception {
        Path file = Files.writeString(temp.resolve("hello.txt"), "hello\n");
        List<String> before = everything();
        run(Map.of("XDG_CACHE_HOME", temp.resolve("cache").toString()), "fdfs_crc32", file.toString());
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    @EnabledIf("mayBecomeNobody")
    void aDaemonThatRootStartsBecomesTheUserOfRunByUser() throws Exception {
        for (Path shut : List.of(folder, temp)) {
            Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path base = Files.createDirectory(temp.resolve("base"));
        // As C leaves it, which opens its log before it becomes the user.
        Path logOfRoot =
                Files.createFile(Files.createDirectory(base.resolve("logs")).resolve("trackerd.log"));
        Path conf = Files.writeString(temp.resolve("tracker.conf"), """
                bind_addr = 127.0.0.1
                port = %d
                base_path = %s
                run_by_user = nobody
                """.formatted(freePort(), base));
        Ended started = run(noCache(), "fdfs_trackerd", conf.toString(), "start", "--background");
        try {
            assertThat(started.status).as(started.err).isZero();
            long pid = Long.parseLong(Files.readString(base.resolve("data/fdfs_trackerd.pid")));
            assertThat(ProcessHandle.of(pid).orElseThrow().info().user()).contains("nobody");
            assertThat(Files.getOwner(logOfRoot).getName()).isEqualTo("nobody");
        } finally {
            assertThat(run(noCache(), "fdfs_trackerd", conf.toString(), "stop").status)
                    .isZero();
        }
    }

    static boolean mayBecomeNobody() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** A file is where the folder for caches would be, as not even root can make a folder there. */
    private Map<String, String> noCache() throws IOException {
        Path file = temp.resolve("no folder");
        Files.writeString(file, "");
        return Map.of("XDG_CACHE_HOME", file.toString());
    }

    private static List<String> everything() throws IOException {
        try (Stream<Path> files = Files.walk(unpacked)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Ended run(Map<String, String> environment, String program, String... arguments) throws Exception {
        return run(environment, unpacked.resolve("bin").resolve(program), arguments);
    }

    private Ended run(Map<String, String> environment, Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("FDFS_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("FDFS_JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
