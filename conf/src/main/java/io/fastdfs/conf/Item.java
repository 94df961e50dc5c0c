package io.fastdfs.conf;

/**
 * One {@code key = value} as it stands in a file, after conditions, loops and includes.
 *
 * @param section empty for the global one
 * @param value may be empty, which is not the same as absent
 * @param file where it stands, which may be an included file
 * @param line counted from 1
 */
public record Item(String section, String name, String value, String file, int line) {}
