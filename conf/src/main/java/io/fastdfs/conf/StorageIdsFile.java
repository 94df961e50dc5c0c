package io.fastdfs.conf;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.IpText.Reach;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code storage_ids.conf}, which is no ini file: a line a storage, {@code ID GROUP HOST[:PORT] [rw=ACCESS]}. */
public final class StorageIdsFile {
    public static final String FILE_NAME = "storage_ids.conf";

    private static final String FORM =
            "a line is ID GROUP HOST[:PORT], and maybe rw=both, rw=read, rw=write or rw=none";
    private static final int STORAGE_PORT = 23000;
    private static final String MODE = "rw=";

    private final String name;
    private final List<StorageId> entries = new ArrayList<>();
    private final Findings findings = new Findings();
    private final Map<String, Line> seen = new HashMap<>();

    private StorageIdsFile(String name) {
        this.name = name;
    }

    /** @throws IOException with a message for the operator if there is no such text */
    public static StorageIdsFile read(String location) throws IOException {
        StorageIdsFile file = new StorageIdsFile(location);
        file.take(Source.of(location).lines(file.findings));
        return file;
    }

    public static StorageIdsFile read(Path path) throws IOException {
        return read(path.toString());
    }

    /**
     * Reads a text that is no file: what a tracker sends to clients.
     *
     * @param name for messages
     */
    public static StorageIdsFile parse(String name, String text) throws IOException {
        StorageIdsFile file = new StorageIdsFile(name);
        file.take(Source.split(name, text.getBytes(StandardCharsets.UTF_8), file.findings));
        return file;
    }

    /** Every storage, in the order of the file. */
    public List<StorageId> entries() {
        return List.copyOf(entries);
    }

    public List<Finding> findings() {
        return findings.all();
    }

    /**
     * Passes on what a start should say.
     *
     * @throws ConfException with every error, if there is one
     */
    public StorageIdsFile accepted(Consumer<Finding> log) throws ConfException {
        if (findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            throw new ConfException(name, findings());
        }
        findings().forEach(log);
        return this;
    }

    private void take(List<Line> lines) {
        for (Line line : lines) {
            String text = Line.trim(line.text());
            if (!text.isEmpty() && !text.startsWith("#")) {
                entry(line, text).ifPresent(entry -> add(line, entry));
            }
        }
        if (entries.isEmpty() && findings().isEmpty()) {
            findings.error(new Line(name, 0, ""), "names no storage; " + FORM);
        }
    }

    private Optional<StorageId> entry(Line line, String text) {
        String[] fields = text.split("[ \t]+", -1);
        if (fields.length < 3 || fields.length > 4) {
            findings.error(line, text + ": " + FORM);
            return Optional.empty();
        }
        Optional<String> id = field(line, "id", fields[0], Kind.storageId());
        Optional<String> group = field(line, "group", fields[1], Kind.groupName());
        Optional<ServerAddress> server = field(line, "host", fields[2], hostKind());
        Optional<ReadWriteMode> mode =
                fields.length == 3 ? Optional.of(ReadWriteMode.BOTH) : field(line, "option", fields[3], modeKind());
        if (id.isEmpty() || group.isEmpty() || server.isEmpty() || mode.isEmpty()) {
            return Optional.empty();
        }
        ServerAddress at = server.get();
        return Optional.of(new StorageId(id.get(), group.get(), innerFirst(at.hosts()), at.port(), mode.get()));
    }

    private <T> Optional<T> field(Line line, String what, String text, Kind<T> kind) {
        Optional<T> value = kind.parse(text);
        if (value.isEmpty()) {
            findings.error(line, what + " " + text + ": allowed is " + kind.allowed());
        }
        return value;
    }

    private void add(Line line, StorageId entry) {
        boolean isNew = isNew(line, "id " + entry.id());
        for (String host : entry.hosts()) {
            isNew &= isNew(line, host + ":" + entry.port());
        }
        if (isNew) {
            entries.add(entry);
        }
    }

    private boolean isNew(Line line, String what) {
        Line other = seen.putIfAbsent(what, line);
        if (other != null) {
            findings.error(line, what + ": stands in line " + other.number() + " already");
        }
        return other == null;
    }

    private static Kind<ServerAddress> hostKind() {
        return new Kind<>(
                "server",
                ServerAddress.ALLOWED
                        + "; an address has 8 characters or more, and of two addresses one is inner and one outer",
                text -> ServerAddress.parse(text, STORAGE_PORT)
                        .filter(StorageIdsFile::isAllowed)
                        // Without brackets C takes the first colon for the one before the port.
                        .filter(server ->
                                text.startsWith("[") || server.hosts().stream().noneMatch(IpText::isIpv6)),
                ServerAddress::toString);
    }

    private static Kind<ReadWriteMode> modeKind() {
        return new Kind<>(
                "word",
                "rw=both, rw=read, rw=write or rw=none",
                text -> text.regionMatches(true, 0, MODE, 0, MODE.length())
                        ? ReadWriteMode.parse(text.substring(MODE.length()))
                        : Optional.empty(),
                mode -> MODE + mode.text);
    }

    private static boolean isAllowed(ServerAddress server) {
        List<Reach> reaches =
                server.hosts().stream().flatMap(host -> reach(host).stream()).toList();
        return !reaches.contains(Reach.UNKNOWN) && reaches.stream().distinct().count() == reaches.size();
    }

    /** Empty for a name. */
    private static Optional<Reach> reach(String host) {
        return IpText.parse(host).map(address -> IpText.reach(IpText.of(address)));
    }

    private static List<String> innerFirst(List<String> hosts) {
        boolean swap = hosts.size() > 1
                && reach(hosts.get(0)).filter(reach -> reach == Reach.OUTER).isPresent();
        return swap ? List.of(hosts.get(1), hosts.get(0)) : hosts;
    }
}
