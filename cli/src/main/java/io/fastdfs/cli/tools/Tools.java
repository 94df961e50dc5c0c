package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tools by their names. */
public final class Tools {
    private Tools() {}

    private static @Nullable Tool find(String name) {
        return switch (name) {
            case "fdfs_upload_file" -> new UploadTool(false);
            case "fdfs_upload_appender" -> new UploadTool(true);
            case "fdfs_append_file" -> new AppendTool();
            case "fdfs_download_file" -> new DownloadTool();
            case "fdfs_delete_file" -> new DeleteTool();
            case "fdfs_file_info" -> new FileInfoTool();
            case "fdfs_regenerate_filename" -> new RegenerateTool();
            case "fdfs_crc32" -> new Crc32Tool();
            case "fdfs_monitor" -> new MonitorTool();
            case "fdfs_tracker_stat" -> TrackerList.tool();
            case "fdfs_storage_stat" -> StorageList.tool();
            case "fdfs_volumn_stat" -> VolumeList.tool();
            case "fdfs_test" -> new TestTool(false);
            case "fdfs_test1" -> new TestTool(true);
            case "fdfs_appender_test" -> new AppenderTestTool(false);
            case "fdfs_appender_test1" -> new AppenderTestTool(true);
            default -> null;
        };
    }

    /** True for the name of a tool. */
    public static boolean isTool(String name) {
        return find(name) != null;
    }

    /**
     * Runs a tool.
     *
     * @return its exit code
     * @throws IllegalArgumentException if there is none of that name
     */
    public static int run(String name, List<String> arguments, Terminal terminal) {
        Tool tool = find(name);
        if (tool == null) {
            throw new IllegalArgumentException("no tool " + name);
        }
        Call call = new Call(name, arguments, terminal);
        try {
            return tool.run(call);
        } catch (FdfsException e) {
            call.log(e);
            return e.status().code();
        }
    }
}
