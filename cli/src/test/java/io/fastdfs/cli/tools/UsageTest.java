package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tool that is called wrongly says how it is called, where C says it, and exits with 1. */
class UsageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fdfs_upload_file",
                "fdfs_upload_appender",
                "fdfs_append_file",
                "fdfs_download_file",
                "fdfs_delete_file",
                "fdfs_crc32"
            })
    void onStandardOutput(String tool) {
        ToolRun run = ToolRun.of(folder, tool);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).startsWith("Usage: " + tool + " <").endsWith("\n").hasLineCount(1);
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_test", "fdfs_test1", "fdfs_appender_test", "fdfs_appender_test1"})
    void belowTheBanner(String tool) {
        ToolRun run = ToolRun.of(folder, tool);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("\n\nUsage: " + tool + " <config_file> <");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_file_info", "fdfs_regenerate_filename"})
    void onStandardError(String tool) {
        ToolRun run = ToolRun.of(folder, tool);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: " + tool + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_tracker_stat", "fdfs_storage_stat", "fdfs_volumn_stat"})
    void anUnknownOptionOfAStatTool(String tool) {
        ToolRun run = ToolRun.of(folder, tool, "-x");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith(tool + ": invalid option -- 'x'\nUsage: " + tool
                        + " [-c config_filename=/etc/fdfs/client.conf]\n");
        assertThat(ToolRun.of(folder, tool, "-h").code()).isZero();
    }

    @Test
    void anUnknownOptionOfTheFileInfo() {
        assertThat(ToolRun.of(folder, "fdfs_file_info", "-x", "a", "b").err())
                .startsWith("fdfs_file_info: invalid option -- 'x'\nUsage: fdfs_file_info [options] <config_file>");
    }
}
