package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;

/**
 * What fdfs_tracker_stat, fdfs_storage_stat and fdfs_volumn_stat have in common: options, one question to a tracker, and
 * an answer of lines.
 */
final class StatTool implements Tool {
    private final String letters;
    private final String usage;
    private final Question question;

    /** Asks a tracker, and writes what is printed. */
    interface Question {
        /** The text to print; empty where nothing matches. */
        String answer(GetOpt options, Asker asker) throws FdfsException;
    }

    /** Who asks: the call, the settings, and the tracker that was reached. */
    record Asker(Call call, Cluster cluster, Peer tracker) {}

    /**
     * A tool.
     *
     * @param letters of the options besides -c and -h
     * @param usage what they mean
     */
    StatTool(String letters, String usage, Question question) {
        this.letters = letters;
        this.usage = usage;
        this.question = question;
    }

    @Override
    public int run(Call call) throws FdfsException {
        GetOpt options;
        try {
            options = GetOpt.parse("hc:" + letters, call.arguments());
        } catch (GetOpt.Misuse e) {
            call.err().print(call.tool() + ": " + e.getMessage() + "\n");
            return usage(call);
        }
        if (options.has('h')) {
            usage(call);
            return 0;
        }
        Cluster cluster = Cluster.of(call, options.value('c', Cluster.DEFAULT_CONF));
        try (Peer tracker = cluster.trackers().connect()) {
            try {
                call.out().print(question.answer(options, new Asker(call, cluster, tracker)));
                return 0;
            } catch (FdfsException e) {
                call.log(e);
                return Call.FAILED;
            }
        }
    }

    private int usage(Call call) {
        String tool = call.tool();
        call.usage(call.err(), "[-c config_filename=" + Cluster.DEFAULT_CONF + "]");
        call.err().print(usage + "\nFor example:\n\t" + tool + " -A\n\t" + tool + " -N\n\n");
        return Call.USAGE;
    }
}
