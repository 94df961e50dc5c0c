package io.fastdfs.cli;

import io.fastdfs.client.ClusterAdmin;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.client.FastdfsException;
import io.fastdfs.protocol.IpText;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands share that change the cluster itself, and ask before they do. */
abstract class ConfirmedChange implements Callable<Integer> {
    private static final int NOT_DONE = 1;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** What will happen, as a sentence. */
    abstract String inWords();

    /** Makes the change, and returns the exit code. */
    abstract int make(FastdfsClient client) throws IOException;

    @Override
    public Integer call() throws IOException {
        if (!confirmation.given(spec, inWords())) {
            return NOT_DONE;
        }
        try (FastdfsClient client = cluster.connect()) {
            return make(client);
        }
    }

    /** Prints which trackers have made the change; fails if one could not be told. */
    int report(String done, ClusterAdmin.Outcome outcome) {
        if (!outcome.told().isEmpty()) {
            say(done + " at "
                    + outcome.told().stream()
                            .map(tracker -> IpText.withPort(tracker.address(), tracker.port()))
                            .collect(Collectors.joining(", ")));
        }
        for (FastdfsException missed : outcome.missed()) {
            spec.commandLine()
                    .getErr()
                    .println("fdfs: " + missed.getMessage() + ". It is not told: run this again when" + " it is up");
        }
        return outcome.missed().isEmpty() ? 0 : NOT_DONE;
    }

    void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
