package io.fastdfs.cli.tools;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;

/** One run of a tool, as a shell would see it. */
record ToolRun(int code, String out, String err) {
    static ToolRun of(Path directory, String tool, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(print(out), print(err), directory, () -> ZoneOffset.UTC);
        int code = Tools.run(tool, List.of(arguments), terminal);
        return new ToolRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    /** What was printed to stderr besides log lines. */
    String errWithoutLog() {
        return err.replaceAll("(?m)^\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d] ERROR - .*\n", "");
    }
}
