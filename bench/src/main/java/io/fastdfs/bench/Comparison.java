package io.fastdfs.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures two servers by turns, so that what else happens on the machine meets both. The order changes with every run, and
 * each run stores its files, and deletes them again.
 */
public final class Comparison {
    private final Side a;
    private final Side b;
    private final int runs;
    private final Pace pace;
    private final boolean verify;

    /**
     * One of the two.
     *
     * @param storage for what goes there straight
     * @param tracker for what goes through it; empty: those lines are left out
     */
    public record Side(Destination.Storage storage, Optional<Destination.Tracker> tracker) {}

    /** What one line gave. */
    public record Outcome(SuiteLine line, List<Result> a, List<Result> b) {}

    /** @param runs of each side */
    public Comparison(Side a, Side b, int runs, Pace pace, boolean verify) {
        if (runs < 1) {
            throw new IllegalArgumentException(runs + " runs");
        }
        this.a = a;
        this.b = b;
        this.runs = runs;
        this.pace = pace;
        this.verify = verify;
    }

    /** True if both sides have what this line needs. */
    public boolean canMeasure(SuiteLine line) {
        return !line.throughTracker() || a.tracker.isPresent() && b.tracker.isPresent();
    }

    /** Measures a line; each run is told when it is done. */
    public Outcome measure(SuiteLine line, Consumer<Result> told) throws IOException {
        List<Result> ofA = new ArrayList<>();
        List<Result> ofB = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            if (i % 2 == 0) {
                ofA.add(run(line, a, told));
                ofB.add(run(line, b, told));
            } else {
                ofB.add(run(line, b, told));
                ofA.add(run(line, a, told));
            }
        }
        return new Outcome(line, ofA, ofB);
    }

    private Result run(SuiteLine line, Side side, Consumer<Result> told) throws IOException {
        Destination destination = line.throughTracker() ? side.tracker.orElseThrow() : side.storage;
        Work work = verify ? line.work().verified() : line.work();
        Pace own = new Pace(0, line.isUsedUp() ? Duration.ZERO : pace.warmUp(), pace.duration(), line.mostRequests());
        try (Session session = Session.open(destination, Session.Setup.of(line.connections()))) {
            session.prepare(work);
            Result result = session.measure(line.name(), work, own);
            session.removeFiles();
            told.accept(result);
            return result;
        }
    }
}
