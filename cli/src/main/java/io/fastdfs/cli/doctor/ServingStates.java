package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.tracker.StorageCounters.Field;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every member serves. */
final class ServingStates implements Check {
    @Override
    public String name() {
        return "every storage is ACTIVE";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        facts.storages().forEach(storage -> explain(facts, storage).ifPresent(found::add));
        return found;
    }

    private static Optional<Finding> explain(Facts facts, Facts.Storage storage) {
        String group = storage.group();
        return switch (storage.stat().status()) {
            case ACTIVE, IP_CHANGED -> Optional.empty();
            case OFFLINE -> Optional.of(offline(storage));
            case INIT -> Optional.of(waits(facts, storage, "is new, and has not been told yet who fills it"));
            case WAIT_SYNC -> Optional.of(waits(facts, storage, "waits for its copy from " + source(storage)));
            case SYNCING ->
                Optional.of(Finding.problem(
                        storage.name(),
                        "SYNCING: " + source(storage) + " copies the files of the group to it",
                        "Wait; fdfs sync status " + source(storage)
                                + " shows how far it is. If nothing moves, see the logs of" + " both."));
            case ONLINE ->
                Optional.of(Finding.problem(
                        storage.name(),
                        "ONLINE: has joined, and sends no heartbeats",
                        "Look again in a minute; if it stays so, see its log."));
            case RECOVERY ->
                Optional.of(Finding.problem(
                        storage.name(),
                        "RECOVERY: gets the files of a lost disk back from its group, and serves nobody until then",
                        "Wait; its log says how far it is."));
            case DELETED ->
                Optional.of(Finding.note(
                        storage.name(),
                        "DELETED, and kept in the lists so that the others hear of it",
                        "Nothing is to be done; it goes from the lists when the trackers restart. Do not start it again, or"
                                + " it joins " + group + " as a new one."));
            case NONE ->
                Optional.of(
                        Finding.problem(storage.name(), "in a state without a name", "See the logs of the trackers."));
        };
    }

    private static Finding offline(Facts.Storage storage) {
        long beat = storage.stat().counters().value(Field.LAST_HEART_BEAT_TIME);
        boolean answers = storage.reached().values().stream().anyMatch(String::isEmpty);
        return Finding.problem(
                storage.name(),
                "OFFLINE: "
                        + (beat == 0
                                ? "no heartbeat since the tracker was started"
                                : "the last heartbeat was at "
                                        + Instant.ofEpochSecond(beat).truncatedTo(ChronoUnit.SECONDS))
                        + (answers ? ", though it answers here" : ""),
                answers
                        ? "It does not reach the tracker, or is refused: its log says why."
                        : "Start it. If it has left for good: fdfs storage delete " + storage.group() + " "
                                + storage.stat().id());
    }

    private static Finding waits(Facts facts, Facts.Storage storage, String what) {
        boolean somebody = facts.members(storage.group()).stream().anyMatch(Facts.Storage::isActive);
        return Finding.problem(
                storage.name(),
                storage.stat().status() + ": " + what,
                somebody
                        ? "Wait a minute; if it stays so, see its log and that of the storage that fills it. If that one"
                                + " is gone for good, delete it with fdfs storage delete, and another one fills it."
                        : "No other storage of " + storage.group() + " is ACTIVE: start one that has its files.");
    }

    private static String source(Facts.Storage storage) {
        String source = storage.stat().sourceId();
        return source.isEmpty() ? "a storage that is not named" : source;
    }
}
