package io.fastdfs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the same again while something grows: files, connections, or store paths. What should not become slower by it
 * shows whether it does. The files stay until the end, and are deleted then.
 */
public final class Growth {
    private final Destination destination;
    private final Session.Setup setup;
    private final Pace pace;
    private final Sizes sizes;
    private final Consumer<Result> told;

    /**
     * @param setup its connections are used where they are not what grows
     * @param told of each result at once
     */
    public Growth(Destination destination, Session.Setup setup, Pace pace, Sizes sizes, Consumer<Result> told) {
        this.destination = destination;
        this.setup = setup;
        this.pace = pace;
        this.sizes = sizes;
        this.told = told;
    }

    /** Uploads, downloads and file infos with so many files there. */
    public List<Result> files(List<Integer> steps) throws IOException {
        List<Result> results = new ArrayList<>();
        try (Session session = Session.open(destination, setup)) {
            for (int step : steps) {
                session.store(work(Operation.UPLOAD), step - session.files());
                for (Operation operation : List.of(Operation.UPLOAD, Operation.DOWNLOAD, Operation.INFO)) {
                    results.add(measure(session, step + " files", work(operation)));
                }
            }
            session.removeFiles();
        }
        return results;
    }

    /** Uploads and downloads over so many connections. */
    public List<Result> connections(List<Integer> steps) throws IOException {
        List<Result> results = new ArrayList<>();
        for (int step : steps) {
            Session.Setup wider =
                    new Session.Setup(step, Math.min(step, setup.threads()), setup.timeout(), setup.seed());
            try (Session session = Session.open(destination, wider)) {
                session.prepare(work(Operation.DOWNLOAD));
                for (Operation operation : List.of(Operation.DOWNLOAD, Operation.UPLOAD)) {
                    results.add(measure(session, step + " connections", work(operation)));
                }
                session.removeFiles();
            }
        }
        return results;
    }

    /** Uploads to so many store paths by turns, and downloads of what was stored there. */
    public List<Result> storePaths(List<Integer> steps) throws IOException {
        List<Result> results = new ArrayList<>();
        for (int step : steps) {
            try (Session session = Session.open(destination, setup)) {
                session.store(
                        work(Operation.UPLOAD).onStorePaths(step),
                        work(Operation.DOWNLOAD).filesNeeded());
                for (Operation operation : List.of(Operation.UPLOAD, Operation.DOWNLOAD)) {
                    results.add(measure(
                            session, step + " store paths", work(operation).onStorePaths(step)));
                }
                session.removeFiles();
            }
        }
        return results;
    }

    private Result measure(Session session, String state, Work work) throws IOException {
        Result result = session.measure(state + ": " + work.mix(), work, pace);
        told.accept(result);
        return result;
    }

    private Work work(Operation operation) {
        return new Work(Mix.of(operation), sizes, 4096, 0, 0, List.of(), false);
    }
}
