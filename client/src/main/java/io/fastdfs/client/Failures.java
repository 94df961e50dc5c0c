package io.fastdfs.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What went wrong at one server after the other; at least one thing, when it is asked. */
final class Failures {
    private final List<FastdfsException> all = new ArrayList<>();

    void add(FastdfsException failure) {
        all.add(failure);
    }

    /** The first answer of a server that refused, as it knows most; else the last failure. The others are suppressed. */
    FastdfsException refusalFirst() {
        return withOthers(failure -> failure.status() != null);
    }

    /** The first server that did not answer, as it may have had what the others miss; else as above. */
    FastdfsException silenceFirst() {
        return hasSilence() ? withOthers(failure -> failure.status() == null) : refusalFirst();
    }

    /** True if a server did not answer. */
    boolean hasSilence() {
        return all.stream().anyMatch(failure -> failure.status() == null);
    }

    private FastdfsException withOthers(Predicate<FastdfsException> preferred) {
        FastdfsException told = all.stream().filter(preferred).findFirst().orElseGet(() -> all.get(all.size() - 1));
        all.stream().filter(failure -> failure != told).forEach(told::addSuppressed);
        return told;
    }
}
