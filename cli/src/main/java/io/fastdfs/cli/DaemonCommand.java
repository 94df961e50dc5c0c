package io.fastdfs.cli;

import io.fastdfs.conf.ConfException;
import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.DaemonSettings;
import io.fastdfs.conf.Finding;
import io.fastdfs.conf.Severity;
import io.fastdfs.conf.Values;
import io.fastdfs.server.process.AlreadyRunningException;
import io.fastdfs.server.process.Background;
import io.fastdfs.server.process.Daemon;
import io.fastdfs.server.process.ExitStatus;
import io.fastdfs.server.process.RunningDaemon;
import io.fastdfs.server.process.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code fdfs trackerd CONF ACTION} and {@code fdfs storaged CONF ACTION}: messages and exit status are those of C's
 * {@code fdfs_trackerd} and {@code fdfs_storaged}, see {@link ExitStatus}.
 */
@Command(
        footer = {
            "Ends with 0 if done, 2 if none runs or CONF is missing, 17 if one runs already, 22 if CONF is refused,",
            "98 if the port is taken, 1 if something else failed."
        })
final class DaemonCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(DaemonCommand.class);

    private final DaemonKind kind;

    enum Action {
        START,
        STOP,
        RESTART,
        STATUS
    }

    @Parameters(index = "0", paramLabel = "CONF", description = "the conf file: a path, or an http:// address")
    private String conf = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "start, stop, restart or status (default: start)")
    private Action action = Action.START;

    @ArgGroup
    private Place place = new Place();

    /** Without either, the surroundings decide. */
    private static final class Place {
        @Option(
                names = {"--foreground", "-N", "--no-daemon"},
                description = "stay, and show the log (default under systemd and in containers)")
        private boolean foreground;

        @Option(names = "--background", description = "return once it listens (default elsewhere)")
        private boolean background;
    }

    /** In the process that {@link Background} has started, which has no terminal to show a log on. */
    @Option(names = "--detached", hidden = true)
    private boolean detached;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private DaemonCommand(DaemonKind kind) {
        this.kind = kind;
    }

    static void addTo(CommandLine line) {
        for (DaemonKind kind : List.of(DaemonKind.TRACKER, DaemonKind.STORAGE)) {
            CommandLine command = new CommandLine(new DaemonCommand(kind));
            command.setCaseInsensitiveEnumValuesAllowed(true);
            command.getCommandSpec().usageMessage().description(kind.description());
            line.addSubcommand(kind.program().commandName(), command);
        }
    }

    @Override
    public Integer call() throws IOException {
        try {
            Values values = kind.keys().read(ConfFile.read(conf));
            Optional<Path> basePath = values.find(kind.basePath()).flatMap(Function.identity());
            return switch (action) {
                case STATUS -> basePath.isPresent() ? running(basePath.get()).status() : refused(values);
                case STOP -> basePath.isPresent() ? running(basePath.get()).stop() : refused(values);
                case START -> values.hasErrors() ? refused(values) : start(values);
                case RESTART -> values.hasErrors() ? refused(values) : restart(values, basePath.orElseThrow());
            };
        } catch (NoSuchFileException e) {
            err().println(e.getMessage());
            return ExitStatus.NO_PID_FILE;
        } catch (AlreadyRunningException e) {
            err().println(e.getMessage());
            return ExitStatus.ALREADY_RUNNING;
        }
    }

    private RunningDaemon running(Path basePath) {
        return new RunningDaemon(kind.program(), basePath, spec.commandLine().getOut(), err());
    }

    private int refused(Values values) {
        values.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(err()::println);
        return ExitStatus.INVALID;
    }

    /** A conf file that is refused stops nothing. */
    private int restart(Values values, Path basePath) throws IOException {
        int stopped = running(basePath).stopToRestart();
        return stopped == ExitStatus.OK ? start(values) : stopped;
    }

    private int start(Values values) throws IOException {
        DaemonSettings settings;
        try {
            settings = kind.settings().of(values);
        } catch (ConfException e) {
            err().println(e.getMessage());
            return ExitStatus.NOT_PERMITTED;
        }
        if (staysHere()) {
            return serve(values, settings);
        }
        return new Background(kind.program(), settings.basePath(), err())
                .start(Fdfs.class.getName(), List.of(kind.program().commandName(), absolute(conf), "--detached"));
    }

    private boolean staysHere() {
        return detached
                || place.foreground
                || (!place.background && Surroundings.ofThisProcess().supervised());
    }

    private int serve(Values values, DaemonSettings settings) throws IOException {
        Path basePath = settings.basePath();
        Daemon.Log logging = new Daemon.Log(settings.logLevel(), settings.log(), detached ? null : System.err);
        return new Daemon(kind.program(), basePath, logging).run(() -> {
            log.info("fdfs {} {}, base_path={}, conf={}", kind.program().commandName(), Fdfs.VERSION, basePath, conf);
            values.accepted(DaemonCommand::tell);
            kind.keys().refusedByC(values).forEach(DaemonCommand::tell);
            return kind.server().start(values);
        });
    }

    static void tell(Finding finding) {
        if (finding.severity() == Severity.WARN) {
            log.warn("{}", finding);
        } else {
            log.info("{}", finding);
        }
    }

    /** The daemon works in another folder. */
    private static String absolute(String location) {
        return location.contains("://")
                ? location
                : Path.of(location).toAbsolutePath().toString();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
