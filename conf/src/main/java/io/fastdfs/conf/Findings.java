package io.fastdfs.conf;

import java.util.ArrayList;
import java.util.List;

/** Collects what there is to say about a conf file, so that an operator sees everything at once. */
final class Findings {
    /** A file of a thousand mistakes is understood before they are all listed. */
    private static final int MAX = 1000;

    private final List<Finding> all = new ArrayList<>();

    void error(Line at, String message) {
        add(new Finding(Severity.ERROR, at.file(), at.number(), message));
    }

    void warn(Line at, String message) {
        add(new Finding(Severity.WARN, at.file(), at.number(), message));
    }

    void error(Item at, String message) {
        add(new Finding(Severity.ERROR, at.file(), at.line(), message));
    }

    void warn(Item at, String message) {
        add(new Finding(Severity.WARN, at.file(), at.line(), message));
    }

    void info(Item at, String message) {
        add(new Finding(Severity.INFO, at.file(), at.line(), message));
    }

    /** A warning for which there is no line. */
    void warn(ConfFile file, String message) {
        add(new Finding(Severity.WARN, file.name(), 0, message));
    }

    /** An error for which there is no line. */
    void missing(ConfFile file, String message) {
        add(new Finding(Severity.ERROR, file.name(), 0, message));
    }

    void add(Finding finding) {
        if (all.size() < MAX) {
            all.add(finding);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
