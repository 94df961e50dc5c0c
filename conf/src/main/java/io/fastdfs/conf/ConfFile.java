package io.fastdfs.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A conf file as C reads it: sections, repeated keys, {@code #include}, {@code #@if}, {@code #@for}, {@code #@set} and
 * {@code #@function}.
 *
 * <p>Where C guesses, cuts or hangs, there is a {@link Finding} instead. Bounded in size, line length, include depth and
 * what loops may write, so any file can be read.
 */
public final class ConfFile {
    private final Source source;
    private final List<Item> items;
    private final List<Line> strays;
    private final List<Finding> findings;

    private ConfFile(Source source, ConfReader reader, Findings findings) {
        this.source = source;
        items = List.copyOf(reader.items());
        strays = List.copyOf(reader.strays());
        this.findings = findings.all();
    }

    /**
     * @param location a path, {@code file://} and a path, or an {@code http://} address
     * @throws IOException with a message for the operator if there is no such text
     */
    public static ConfFile read(String location) throws IOException {
        Findings findings = new Findings();
        Source source = Source.of(location);
        ConfReader reader = new ConfReader(source.folder(), Host.local(), findings);
        try {
            reader.read(source);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new ConfFile(source, reader, findings);
    }

    public static ConfFile read(Path file) throws IOException {
        return read(file.toString());
    }

    /**
     * Reads a text that is no file: what a tracker sends to storages and clients.
     *
     * @param name for messages
     */
    public static ConfFile parse(String name, String text) throws IOException {
        return parse(name, text, Host.local());
    }

    static ConfFile parse(String name, String text, Host host) throws IOException {
        Findings findings = new Findings();
        Source source = new Source(name, Optional.empty());
        ConfReader reader = new ConfReader(source.folder(), host, findings);
        reader.read(source, Source.split(name, text.getBytes(StandardCharsets.UTF_8), findings));
        return new ConfFile(source, reader, findings);
    }

    /** As the operator named it. */
    public String name() {
        return source.name();
    }

    /** What a file name in this file means: relative to the folder of this file. */
    public Path resolve(String fileName) {
        return source.folder().resolve(fileName);
    }

    /** Every item, in the order of the files. */
    public List<Item> items() {
        return items;
    }

    /** The item that counts in a section, which is the last one of that name; the global section is "". */
    public Optional<Item> find(String section, String name) {
        return items.stream()
                .filter(item -> item.section().equals(section) && item.name().equals(name))
                .reduce((first, second) -> second);
    }

    /** As {@link #find}, or else in the global section. */
    public Optional<Item> findOrGlobal(String section, String name) {
        return find(section, name).or(() -> find("", name));
    }

    /** All items of a key that may be repeated, in the order of the files. */
    public List<Item> all(String section, String name) {
        return items.stream()
                .filter(item -> item.section().equals(section) && item.name().equals(name))
                .toList();
    }

    /** Lines that are none of comment, section and {@code key = value}; C skips them. */
    List<Line> strays() {
        return strays;
    }

    /** What was wrong with the text itself, whatever its keys mean. */
    public List<Finding> findings() {
        return findings;
    }
}
