package io.fastdfs.conf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of conf files. */
public enum ConfType {
    TRACKER,
    STORAGE,
    CLIENT,
    IDS;

    /**
     * Everything there is to say about a file of this type, and about the ids that it names; nothing is started, looked up or
     * made.
     *
     * @throws IOException with a message for the operator if there is no such text
     */
    public List<Finding> check(String location) throws IOException {
        Optional<KeyList> keys = keys();
        if (keys.isEmpty()) {
            return StorageIdsFile.read(location).findings();
        }
        Values values = keys.get().read(ConfFile.read(location));
        List<Finding> findings = new ArrayList<>(values.findings());
        findings.addAll(keys.get().refusedByC(values));
        if (this == TRACKER && values.find(TrackerKeys.USE_STORAGE_ID).orElse(false)) {
            values.item(TrackerKeys.STORAGE_IDS_FILENAME).ifPresent(item -> findings.addAll(ids(values.file(), item)));
        }
        return findings;
    }

    private static List<Finding> ids(ConfFile file, Item item) {
        try {
            return StorageIdsFile.read(file.resolve(item.value())).findings();
        } catch (IOException e) {
            String message = item.name() + " = " + item.value() + ": " + e.getMessage();
            return List.of(new Finding(Severity.ERROR, item.file(), item.line(), message));
        }
    }

    /** The keys of such a file; storage_ids.conf has none. */
    public Optional<KeyList> keys() {
        return switch (this) {
            case TRACKER -> Optional.of(TrackerKeys.KEYS);
            case STORAGE -> Optional.of(StorageKeys.KEYS);
            case CLIENT -> Optional.of(ClientKeys.KEYS);
            case IDS -> Optional.empty();
        };
    }

    /**
     * The type of a file by its name, or else by the keys in it; empty if neither says it.
     *
     * @throws IOException with a message for the operator if there is no such text
     */
    public static Optional<ConfType> guess(String location) throws IOException {
        String name = location.substring(location.lastIndexOf('/') + 1);
        for (ConfType type : values()) {
            if (name.contains(type.nameInFiles())) {
                return Optional.of(type);
            }
        }
        List<Item> items = ConfFile.read(location).items();
        return Stream.of(TRACKER, STORAGE, CLIENT)
                .filter(type -> type.ownKeysIn(items) > 0)
                .max(Comparator.comparingLong(type -> type.ownKeysIn(items)));
    }

    static List<KeyList> keyLists() {
        return Stream.of(values()).flatMap(type -> type.keys().stream()).toList();
    }

    private String nameInFiles() {
        return switch (this) {
            case TRACKER -> "tracker";
            case STORAGE -> "storage.";
            case CLIENT -> "client";
            case IDS -> "storage_ids";
        };
    }

    /** How many items have a name that no file of another type has. */
    private long ownKeysIn(List<Item> items) {
        return items.stream()
                .filter(item -> keyLists().stream()
                                .filter(keys -> keys.names(item.name()))
                                .count()
                        == 1)
                .filter(item -> keys().stream().anyMatch(keys -> keys.names(item.name())))
                .count();
    }
}
