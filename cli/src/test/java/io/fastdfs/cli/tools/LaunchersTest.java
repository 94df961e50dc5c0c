package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folder bin/, whose names pick the program; the distribution has it as it is. */
class LaunchersTest {
    private static final Set<String> DAEMONS = Set.of("fdfs_trackerd", "fdfs_storaged");

    @Test
    void everyLauncherIsALinkToTheOneCommandAndNamesAProgram() throws IOException {
        List<Path> launchers;
        try (Stream<Path> bin = Files.list(Path.of("..", "bin"))) {
            launchers = bin.filter(entry -> !entry.endsWith("fdfs")).toList();
        }
        assertThat(launchers).hasSize(18).allSatisfy(launcher -> {
            String name = launcher.getFileName().toString();
            assertThat(Files.readSymbolicLink(launcher)).isEqualTo(Path.of("fdfs"));
            assertThat(Tools.isTool(name) || DAEMONS.contains(name)).as(name).isTrue();
        });
    }
}
