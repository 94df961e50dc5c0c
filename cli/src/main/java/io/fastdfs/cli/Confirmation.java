package io.fastdfs.cli;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The operator's word that a change is meant, which nobody takes back. */
final class Confirmation {
    @Option(
            names = {"--yes", "-y"},
            description = "do it without asking")
    private boolean yes;

    /** Asks a person; empty if there is none. */
    private final Function<String, Optional<String>> person;

    Confirmation() {
        this(Confirmation::atTerminal);
    }

    Confirmation(Function<String, Optional<String>> person) {
        this.person = person;
    }

    @SuppressWarnings("SystemConsoleNull") // It is null again since JDK 25 where there is no terminal.
    private static Optional<String> atTerminal(String question) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        return Optional.of(String.valueOf(console.readLine("%s", question)));
    }

    /**
     * True if it is to be done: the command line says so, or the person at the terminal.
     *
     * @param change what will happen, as a sentence
     * @throws ParameterException if there is nobody to ask
     */
    boolean given(CommandSpec spec, String change) {
        if (yes) {
            return true;
        }
        Optional<String> answer = person.apply(change + " Type yes to do it: ");
        if (answer.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), change + " Nobody is here to be asked: add --yes if that is meant");
        }
        if (answer.get().strip().equalsIgnoreCase("yes")) {
            return true;
        }
        CommandLine line = spec.commandLine();
        line.getErr().println("fdfs: not confirmed, nothing is changed");
        return false;
    }
}
