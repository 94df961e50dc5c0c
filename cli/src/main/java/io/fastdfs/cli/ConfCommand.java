package io.fastdfs.cli;

import io.fastdfs.conf.ConfType;
import io.fastdfs.conf.Finding;
import io.fastdfs.conf.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What concerns conf files. */
@Command(
        name = "conf",
        description = "Look at configuration files.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ConfCommand.Check.class,
        footer = {"", "Example: fdfs conf check /etc/fdfs/storage.conf"})
final class ConfCommand {
    private ConfCommand() {}

    /** Says everything there is to say about a file. */
    @Command(
            name = "check",
            description = "Say everything there is to say about a configuration file; nothing is started.",
            footer = "Ends with 0 if the file is fine, 1 if a server would refuse it, 2 if called wrongly.")
    static final class Check implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "tracker.conf, storage.conf, client.conf or storage_ids.conf")
        private String file = "";

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                description = "tracker, storage, client or ids (default: what the name or the keys say)")
        private @Nullable String type;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            List<Finding> findings = type().check(file);
            findings.forEach(out::println);
            long errors = count(findings, Severity.ERROR);
            out.println(file + ": " + (errors == 0 ? "fine, " : "refused, ") + errors + " errors, "
                    + count(findings, Severity.WARN) + " warnings");
            return errors == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }

        private ConfType type() throws IOException {
            if (type == null) {
                return ConfType.guess(file)
                        .orElseThrow(
                                () -> wrong(file + ": neither the name nor the keys say what it is; write --type"));
            }
            return named(type)
                    .orElseThrow(() -> wrong("--type " + type + ": allowed is tracker, storage, client or ids"));
        }

        private static Optional<ConfType> named(String word) {
            for (ConfType one : ConfType.values()) {
                if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }

        private CommandLine.ParameterException wrong(String message) {
            return new CommandLine.ParameterException(spec.commandLine(), message);
        }

        private static long count(List<Finding> findings, Severity severity) {
            return findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
        }
    }
}
