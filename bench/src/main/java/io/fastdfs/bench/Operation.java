package io.fastdfs.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is asked of a cluster. */
public enum Operation {
    UPLOAD,
    APPEND,
    DOWNLOAD,
    /** A part of a file. */
    RANGE,
    INFO,
    SET_METADATA,
    GET_METADATA,
    DELETE,
    /** Asks a tracker where to upload, and goes no further. */
    QUERY_STORE,
    /** Asks a tracker where a file is, and goes no further. */
    QUERY_FETCH;

    /** As users write it: {@code set-metadata}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of this label */
    static Operation of(String label) {
        for (Operation operation : values()) {
            if (operation.label().equals(label)) {
                return operation;
            }
        }
        String all = Arrays.stream(values()).map(Operation::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("\"" + label + "\" is no operation; there are " + all);
    }

    /** True if there must be a file before. */
    boolean needsFile() {
        return this != UPLOAD && this != QUERY_STORE;
    }

    /** True if only the storage that a tracker names for changes may be asked. */
    boolean changesFile() {
        return this == APPEND || this == SET_METADATA || this == DELETE;
    }

    /** True if the answer is content of a file. */
    boolean fetchesContent() {
        return this == DOWNLOAD || this == RANGE;
    }

    /** True if the tracker alone is asked. */
    boolean isQuery() {
        return this == QUERY_STORE || this == QUERY_FETCH;
    }
}
