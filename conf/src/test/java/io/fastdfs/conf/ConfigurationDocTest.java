package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/configuration.md says of each key what its declaration says. After a change of a declaration, run this test with
 * {@code -Dfdfs.docs=write} to write the tables anew.
 */
class ConfigurationDocTest {
    private static final Path DOC = Path.of("../docs/configuration.md");
    private static final String END = "<!-- end -->";

    static Stream<KeyList> keyLists() {
        return ConfType.keyLists().stream();
    }

    @ParameterizedTest
    @MethodSource("keyLists")
    void theTableSaysWhatTheDeclarationSays(KeyList keys) throws IOException {
        String doc = Files.readString(DOC);
        String begin = "<!-- keys of " + keys.fileName() + ": written by ConfigurationDocTest -->\n";
        int from = doc.indexOf(begin) + begin.length();
        int to = doc.indexOf(END, from);
        if ("write".equals(System.getProperty("fdfs.docs"))) {
            Files.writeString(DOC, doc.substring(0, from) + table(keys) + doc.substring(to));
        }
        assertThat(Files.readString(DOC)).contains(begin + table(keys) + END);
    }

    private static String table(KeyList keys) {
        StringBuilder table = new StringBuilder(
                "| key | type | default | allowed | meaning | compared with C |\n|---|---|---|---|---|---|\n");
        for (Key<?> key : keys.keys()) {
            table.append("| ")
                    .append(key.section().isEmpty() ? "" : "[" + key.section() + "] ")
                    .append("`" + key.name() + "` | ")
                    .append(key.kind().type())
                    .append(" | ")
                    .append(key.defaultText())
                    .append(" | ")
                    .append(key.kind().allowed().replace("|", "\\|"))
                    .append(" | ")
                    .append(meaning(key))
                    .append(" | ")
                    .append(key.facts().comparison())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String meaning(Key<?> key) {
        String gate =
                key.facts().gate().map(flag -> ", with `" + flag.name() + "`").orElse("");
        return key.facts().meaning()
                + gate
                + fate(key.facts().state()).map(text -> ". **" + text + "**").orElse("");
    }

    private static Optional<String> fate(State state) {
        if (state instanceof State.NotNeeded it) {
            return Optional.of("Not needed here: " + it.reason());
        }
        if (state instanceof State.NotYet it) {
            return Optional.of("Not supported yet: " + it.what());
        }
        if (state instanceof State.NoEffectYet it) {
            return Optional.of("No effect yet: " + it.what());
        }
        if (state instanceof State.Retired it) {
            return Optional.of("C does not read it any more: " + it.instead());
        }
        return Optional.empty();
    }
}
