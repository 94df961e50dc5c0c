package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines, sections and keys, as C reads them. */
class ConfFileTest {
    @TempDir
    private Path folder;

    private static ConfFile parse(String... lines) throws IOException {
        return ConfFile.parse("test.conf", String.join("\n", lines));
    }

    private static String value(ConfFile file, String section, String name) {
        return file.find(section, name).orElseThrow().value();
    }

    private static List<String> messages(ConfFile file) {
        return file.findings().stream().map(Finding::toString).toList();
    }

    @Test
    void blanksAroundKeyAndValueDoNotMatter() throws IOException {
        assertThat(value(parse(" \tport\t = 22122 \t\r"), "", "port")).isEqualTo("22122");
    }

    @Test
    void onlyTheFirstEqualsSignSplits() throws IOException {
        assertThat(value(parse("a=b=c"), "", "a")).isEqualTo("b=c");
    }

    @Test
    void blanksInsideKeyAndValueAreKept() throws IOException {
        assertThat(value(parse("a  b = c  d"), "", "a  b")).isEqualTo("c  d");
    }

    @Test
    void anEmptyValueIsNotAbsent() throws IOException {
        assertThat(value(parse("bind_addr ="), "", "bind_addr")).isEmpty();
        assertThat(parse("bind_addr =").find("", "port")).isEmpty();
    }

    @Test
    void aNumberSignIsACommentOnlyAtTheBeginning() throws IOException {
        ConfFile file = parse("  # port = 1", "port = 22122 # not 1");
        assertThat(file.items()).hasSize(1);
        assertThat(value(file, "", "port")).isEqualTo("22122 # not 1");
    }

    @Test
    void aSemicolonIsNoComment() throws IOException {
        assertThat(value(parse("; a = b"), "", "; a")).isEqualTo("b");
    }

    @Test
    void keysAreCaseSensitive() throws IOException {
        assertThat(parse("Port = 1").find("", "port")).isEmpty();
    }

    @Test
    void theLastOfARepeatedKeyCounts() throws IOException {
        assertThat(value(parse("port = 1", "x = y", "port = 2"), "", "port")).isEqualTo("2");
    }

    @Test
    void aListHasAllOfARepeatedKeyInTheOrderOfTheFile() throws IOException {
        assertThat(parse("t = b", "x = y", "t = a").all("", "t"))
                .extracting(Item::value)
                .containsExactly("b", "a");
    }

    @Test
    void aKeyBelowASectionBelongsToIt() throws IOException {
        ConfFile file = parse("a = 1", "[ error-log ]", "a = 2", "[]", "b = 3");
        assertThat(value(file, "error-log", "a")).isEqualTo("2");
        assertThat(value(file, "", "a")).isEqualTo("1");
        assertThat(value(file, "", "b")).isEqualTo("3");
    }

    @Test
    void aSectionMayStandTwice() throws IOException {
        ConfFile file = parse("[s]", "a = 1", "[t]", "[s]", "a = 2", "b = 3");
        assertThat(value(file, "s", "a")).isEqualTo("2");
        assertThat(value(file, "s", "b")).isEqualTo("3");
    }

    @Test
    void aKeyOfASectionFallsBackToTheGlobalOneOnlyWhereThatIsAsked() throws IOException {
        ConfFile file = parse("a = 1", "[s]", "b = 2");
        assertThat(file.find("s", "a")).isEmpty();
        assertThat(file.findOrGlobal("s", "a").orElseThrow().value()).isEqualTo("1");
        assertThat(file.findOrGlobal("s", "b").orElseThrow().value()).isEqualTo("2");
    }

    @Test
    void anItemKnowsFileAndLine() throws IOException {
        Item item = parse("# first", "", "port = 1").find("", "port").orElseThrow();
        assertThat(item.file()).isEqualTo("test.conf");
        assertThat(item.line()).isEqualTo(3);
    }

    @Test
    void aLineWithoutEqualsSignIsNoItem() throws IOException {
        ConfFile file = parse("port 22122", "[half", "a = 1");
        assertThat(file.items()).hasSize(1);
        assertThat(file.strays()).extracting(Line::number).containsExactly(1, 2);
    }

    @Test
    void aMarkOfUtf8IsSkippedAndSaid() throws IOException {
        ConfFile file = ConfFile.parse("test.conf", "\ufeffport = 1");
        assertThat(value(file, "", "port")).isEqualTo("1");
        assertThat(messages(file)).singleElement().asString().startsWith("WARN test.conf line 1:");
    }

    @Test
    void aCommentMayHaveAnyCharset() throws IOException {
        Path file = Files.write(
                folder.resolve("gbk.conf"), new byte[] {'#', (byte) 0xc4, (byte) 0xe3, '\n', 'a', '=', '1'});
        ConfFile read = ConfFile.read(file);
        assertThat(value(read, "", "a")).isEqualTo("1");
        assertThat(read.findings()).isEmpty();
    }

    @Test
    void aValueIsUtf8() throws IOException {
        Path good = Files.writeString(folder.resolve("utf8.conf"), "base_path = /数据");
        assertThat(value(ConfFile.read(good), "", "base_path")).isEqualTo("/数据");
        Path bad = Files.write(folder.resolve("gbk.conf"), new byte[] {'a', '=', (byte) 0xc4, (byte) 0xe3});
        assertThat(messages(ConfFile.read(bad)))
                .containsExactly("ERROR " + bad + " line 1: a: key and value must be UTF-8");
    }

    @Test
    void whatCWouldCutIsRefused() throws IOException {
        assertThat(messages(parse("k".repeat(64) + "=1", "a=" + "v".repeat(256))))
                .containsExactly(
                        "ERROR test.conf line 1: " + "k".repeat(64) + ": C cuts a key at 63 bytes",
                        "ERROR test.conf line 2: a: C cuts a value at 255 bytes");
        assertThat(messages(parse("k".repeat(63) + "=1", "a=" + "v".repeat(255))))
                .isEmpty();
    }

    @Test
    void lengthsAreCountedInBytes() throws IOException {
        assertThat(messages(parse("a=" + "é".repeat(128)))).hasSize(1);
        assertThat(messages(parse("a=" + "é".repeat(127)))).isEmpty();
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        Path missing = folder.resolve("no.conf");
        assertThatThrownBy(() -> ConfFile.read(missing))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + ": no such file");
    }

    @Test
    void aFolderIsNoConfFile() {
        assertThatThrownBy(() -> ConfFile.read(folder)).hasMessage(folder + ": not a regular file");
    }

    @Test
    void aBinaryFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("binary"), new byte[] {'a', '=', 0, 1});
        assertThatThrownBy(() -> ConfFile.read(file)).hasMessageContaining("NUL byte");
    }

    @Test
    void aLineIsBounded() throws IOException {
        String longest = "#" + "x".repeat(Source.MAX_LINE_BYTES - 1);
        assertThat(parse(longest, "a = 1").items()).hasSize(1);
        assertThatThrownBy(() -> parse("", longest + "x"))
                .hasMessage("test.conf line 2: longer than " + Source.MAX_LINE_BYTES + " bytes");
    }

    @Test
    void aFileIsBounded() throws IOException {
        byte[] bytes = "# comment\n".repeat(Source.MAX_BYTES / 10 + 1).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(folder.resolve("large.conf"), bytes);
        assertThatThrownBy(() -> ConfFile.read(file))
                .hasMessageContaining("larger than " + Source.MAX_BYTES + " bytes");
    }

    @Test
    void aPathMayBeWrittenAsFileUrl() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "a = 1");
        assertThat(value(ConfFile.read("file://" + file), "", "a")).isEqualTo("1");
    }

    @Test
    void controlCharactersOfAFileNeverReachATerminal() {
        assertThat(new Finding(Severity.WARN, "f", 1, "a\u001b[31m\rb").toString())
                .isEqualTo("WARN f line 1: a\\x1b[31m\\x0db");
    }
}
