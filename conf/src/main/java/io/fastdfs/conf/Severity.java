package io.fastdfs.conf;

/** How much a {@link Finding} matters. */
public enum Severity {
    /** Worth knowing: a key that has no meaning here. */
    INFO,
    /** The file works, but probably not as its author thinks. */
    WARN,
    /** Nothing is started with this file. */
    ERROR
}
