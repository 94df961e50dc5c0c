package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.cli.tools.Terminal;
import io.fastdfs.cli.tools.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 conf files, each with one mistake at a place that chance chooses: each ends in a clear message and an exit code. */
class MalformedConfFilesTest {
    private static final int FILES = 200;
    private static final List<String> SHIPPED =
            List.of("tracker.conf", "storage.conf", "client.conf", "storage_ids.conf");
    /** Values of which each key allows only some; a path, a name and a secret allow nearly anything. */
    private static final List<String> FREE_TEXT = List.of(
            "base_path",
            "run_by_user",
            "storage_ids_filename",
            "key_namespace",
            "http.anti_steal.secret_key",
            "store_path0");

    @TempDir
    private Path folder;

    /**
     * What is wrong with a file.
     *
     * @param line where, counted from 1; 0 for the file as a whole
     * @param severity that must be said of it
     */
    private record Mistake(List<String> lines, int line, String severity, String about) {}

    @Test
    void eachEndsInOneClearMessageAndAnExitCode() throws IOException {
        long seed = Long.getLong("seed", 1L);
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            String name = SHIPPED.get(random.nextInt(SHIPPED.size()));
            List<String> lines =
                    new ArrayList<>(Files.readAllLines(Path.of("../conf").resolve(name)));
            Mistake mistake = name.equals("storage_ids.conf") ? idMistake(random, lines) : mistake(random, lines);
            String file = Files.writeString(folder.resolve(name), String.join("\n", mistake.lines))
                    .toString();
            check("seed " + seed + ", file " + i + ", " + mistake.about + " in line " + mistake.line, file, mistake);
        }
    }

    /** What {@code fdfs conf check} calls an error is one at the start as well, and the same is said of it. */
    @Test
    void noneWithAnErrorStartsADaemonOrATool() throws IOException {
        long seed = Long.getLong("seed", 1L);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; refused < FILES; i++) {
            String name = SHIPPED.get(random.nextInt(3));
            List<String> lines =
                    new ArrayList<>(Files.readAllLines(Path.of("../conf").resolve(name)));
            Path base = folder.resolve("base" + i);
            lines.replaceAll(line -> line.replace("base_path = /opt/fastdfs", "base_path = " + base));
            Mistake mistake = mistake(random, lines);
            if (!mistake.severity.equals("WARN")) {
                refused++;
                String file = Files.writeString(folder.resolve(name), String.join("\n", mistake.lines))
                        .toString();
                String description = "seed " + seed + ", file " + i + ", " + mistake.about + " in line " + mistake.line;
                Said said = name.equals("client.conf")
                        ? said("fdfs_upload_file", file, "/dev/null")
                        : said(name.equals("tracker.conf") ? "trackerd" : "storaged", file, "start", "--foreground");
                assertThat(said.text)
                        .as(description)
                        .contains(mistake.line == 0 ? file : file + " line " + mistake.line + ":")
                        .doesNotContain("Exception")
                        .doesNotContain("\tat ");
                assertThat(said.exitCode).as(description).isIn(1, 5, 22);
                assertThat(base).as(description).doesNotExist();
            }
        }
    }

    private record Said(int exitCode, String text) {}

    private Said said(String command, String... arguments) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(text, true, StandardCharsets.UTF_8);
        List<String> all = List.of(arguments);
        if (Tools.isTool(command)) {
            return new Said(
                    Tools.run(command, all, new Terminal(to, to, folder, () -> ZoneOffset.UTC)),
                    text.toString(StandardCharsets.UTF_8));
        }
        List<String> line = new ArrayList<>(all);
        line.addFirst(command);
        PrintWriter writer = new PrintWriter(to, true, StandardCharsets.UTF_8);
        int exitCode = Fdfs.commandLine().setOut(writer).setErr(writer).execute(line.toArray(String[]::new));
        return new Said(exitCode, text.toString(StandardCharsets.UTF_8));
    }

    /** These are read in the process that has been started, so each takes a while. */
    @Test
    void aTrackerWhoseIdsAreMalformedDoesNotStart() throws IOException {
        long seed = Long.getLong("seed", 1L);
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            Mistake mistake = idMistake(
                    random,
                    new ArrayList<>(Files.readAllLines(Path.of("../conf").resolve("storage_ids.conf"))));
            Files.writeString(folder.resolve("storage_ids.conf"), String.join("\n", mistake.lines));
            Path conf = Files.writeString(folder.resolve("tracker.conf"), """
                    port = 1
                    base_path = %s
                    use_storage_id = true
                    storage_ids_filename = storage_ids.conf
                    """.formatted(folder.resolve("base")));
            int exitCode = said("trackerd", conf.toString(), "start", "--background").exitCode;
            String log = Files.readString(folder.resolve("base/logs/trackerd.log"));
            assertThat(exitCode).as("seed " + seed).isEqualTo(1);
            assertThat(log)
                    .as("seed " + seed)
                    .contains("storage_ids.conf line " + mistake.line + ":")
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
        }
    }

    private static void check(String description, String file, Mistake mistake) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Fdfs.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("conf", "check", file);
        String where = mistake.line == 0 ? file : file + " line " + mistake.line + ":";
        List<String> said = Arrays.stream((out.toString() + err).split("\n"))
                .filter(line -> line.contains(where) && !line.contains(": refused, ") && !line.contains(": fine, "))
                .toList();
        assertThat(said).as(description).hasSize(1);
        assertThat(said.get(0)).as(description).startsWith(mistake.severity);
        assertThat(exitCode).as(description).isEqualTo(mistake.severity.equals("WARN") ? 0 : 1);
        assertThat(out.toString() + err)
                .as(description)
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    private static Mistake mistake(Random random, List<String> lines) {
        List<BiFunction<Random, List<String>, Mistake>> mistakes = List.of(
                MalformedConfFilesTest::badValue,
                MalformedConfFilesTest::badValue,
                MalformedConfFilesTest::misspelled,
                MalformedConfFilesTest::misplaced,
                MalformedConfFilesTest::withoutEquals,
                MalformedConfFilesTest::repeated,
                MalformedConfFilesTest::tooLong,
                MalformedConfFilesTest::brokenDirective,
                MalformedConfFilesTest::binary);
        return mistakes.get(random.nextInt(mistakes.size())).apply(random, lines);
    }

    /** The index of a line {@code key = value} of the global section, whose value is checked. */
    private static int chosen(Random random, List<String> lines) {
        while (true) {
            int at = random.nextInt(globalLines(lines));
            String line = lines.get(at);
            if (!line.startsWith("#") && line.contains(" =") && !FREE_TEXT.contains(key(line))) {
                return at;
            }
        }
    }

    private static int globalLines(List<String> lines) {
        int section = lines.indexOf("[error-log]");
        return section < 0 ? lines.size() : section;
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf(" ="));
    }

    private static Mistake badValue(Random random, List<String> lines) {
        int at = chosen(random, lines);
        String[] values = {"?", "a b", "12x!", "-", "\"1\"", "1,5,7", "[", "$(id)", "%{X}", "999999999999999999999 !"};
        String line = key(lines.get(at)) + " = " + values[random.nextInt(values.length)];
        lines.set(at, line);
        return new Mistake(lines, at + 1, "ERROR", line);
    }

    private static Mistake misspelled(Random random, List<String> lines) {
        int at = chosen(random, lines);
        String line = lines.get(at);
        lines.add(at + 1, "x" + line.substring(0, 1) + line);
        return new Mistake(lines, at + 2, "WARN", lines.get(at + 1));
    }

    private static Mistake misplaced(Random random, List<String> lines) {
        String line = lines.get(chosen(random, lines));
        lines.add("[my section]");
        lines.add(line);
        return new Mistake(lines, lines.size(), "WARN", line);
    }

    private static Mistake withoutEquals(Random random, List<String> lines) {
        int at = chosen(random, lines);
        lines.set(at, key(lines.get(at)) + (random.nextBoolean() ? " 1" : ": 1"));
        return new Mistake(lines, at + 1, "ERROR", lines.get(at));
    }

    private static Mistake repeated(Random random, List<String> lines) {
        int at = chosen(random, lines);
        String line = lines.get(at);
        if (line.startsWith("tracker_server") || line.startsWith("allow_hosts")) {
            return badValue(random, lines);
        }
        lines.add(at, line + " ");
        return new Mistake(lines, at + 1, "WARN", line);
    }

    private static Mistake tooLong(Random random, List<String> lines) {
        int at = random.nextInt(globalLines(lines));
        lines.add(at, "#x " + "x".repeat(5000));
        if (random.nextBoolean()) {
            return new Mistake(lines, at + 1, "fdfs", "a line of 5000 bytes");
        }
        // A path may be anything, so that nothing else is wrong with it.
        String path = lines.contains("base_path = /opt/fastdfs") ? "base_path =" : "storage_ids_filename =";
        lines.replaceAll(line -> line.startsWith(path) ? "" : line);
        lines.set(at, path + " /" + "x".repeat(256));
        return new Mistake(lines, at + 1, "ERROR", "a value of 257 bytes");
    }

    private static Mistake brokenDirective(Random random, List<String> lines) {
        String[] directives = {
            "#@if %{LOCAL_HOST} in [nobody]",
            "#@endif",
            "#@else",
            "#@for i from 1 to 2",
            "#@endfor",
            "#@set X",
            "#@function REPLACE_VARS",
            "#include no-such-file.conf",
            "#include http://127.0.0.79:1/x.conf",
            "#@add_annotation A lib.so"
        };
        String directive = directives[random.nextInt(directives.length)];
        lines.add(directive);
        return new Mistake(lines, lines.size(), "ERROR", directive);
    }

    private static Mistake binary(Random random, List<String> lines) {
        lines.set(random.nextInt(lines.size()), "\0");
        return new Mistake(lines, 0, "fdfs", "a NUL byte");
    }

    private static Mistake idMistake(Random random, List<String> lines) {
        String[] bad = {
            "100003",
            "100003 group1",
            "0 group1 10.0.0.1",
            "100003 group_1 10.0.0.1",
            "100003 group1 10.0.0.1 # x",
            "100001 group1 10.0.0.1",
            "100003 group2 192.168.209.131",
            "100003 group1 fe80::1:2:3",
            "100003 group1 host:x"
        };
        lines.add(bad[random.nextInt(bad.length)]);
        return new Mistake(lines, lines.size(), "ERROR", lines.get(lines.size() - 1));
    }
}
