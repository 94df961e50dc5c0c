package io.fastdfs.cli;

import io.fastdfs.cli.bench.BenchCommand;
import io.fastdfs.cli.tools.Terminal;
import io.fastdfs.cli.tools.Tools;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: finds the command and runs it. Exit codes: 0 done, 1 failed, 2 called wrongly; of daemons
 * mostly an errno.
 *
 * <p>A first argument that is the name of a C program, {@code fdfs_upload_file}, makes this that program.
 */
@Command(
        name = "fdfs",
        description = "FastDFS: trackers, storages and tools in one command.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        version = "fdfs " + Fdfs.VERSION,
        subcommands = {
            UpCommand.class,
            MonitorCommand.class,
            DoctorCommand.class,
            SyncCommand.class,
            StorageCommand.class,
            GroupCommand.class,
            ConfCommand.class,
            BenchCommand.class
        })
public final class Fdfs {
    static final String VERSION = "0.1.0-SNAPSHOT";

    private Fdfs() {}

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--version")) {
            System.out.println("fdfs " + VERSION);
            return;
        }
        if (args.length > 0 && Tools.isTool(args[0])) {
            List<String> all = List.of(args);
            System.exit(Tools.run(all.getFirst(), all.subList(1, all.size()), Terminal.ofProcess()));
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Fdfs());
        FileCommands.addTo(line);
        DaemonCommand.addTo(line);
        line.setExecutionExceptionHandler((failure, of, result) -> {
            return switch (failure) {
                case IOException expected -> {
                    of.getErr().println("fdfs: " + Failure.inWords(expected));
                    yield CommandLine.ExitCode.SOFTWARE;
                }
                case IllegalArgumentException wrong -> {
                    of.getErr().println("fdfs: " + wrong.getMessage());
                    yield CommandLine.ExitCode.USAGE;
                }
                default -> throw failure;
            };
        });
        return line;
    }
}
