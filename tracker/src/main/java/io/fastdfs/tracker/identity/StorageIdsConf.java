package io.fastdfs.tracker.identity;

import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contents of {@code storage_ids.conf}: a storage a line, {@code id group host[,host2][:port] [rw=mode]}, separated by
 * blanks. Lines that are empty or begin with {@code #} say nothing.
 *
 * <p>Ids are ordered as text, as everywhere: 10 comes before 9.
 */
public final class StorageIdsConf {
    private static final int DEFAULT_PORT = 23_000;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_ID = (1 << 24) - 1;
    private static final String MODE = "rw=";

    private final NavigableMap<String, ConfiguredStorage> byId = new TreeMap<>();
    private final Map<String, ConfiguredStorage> byHost = new HashMap<>();

    private StorageIdsConf() {}

    /** The file of a cluster without ids. */
    static StorageIdsConf none() {
        return new StorageIdsConf();
    }

    /** Reads the file. */
    public static StorageIdsConf read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads the contents of a file.
     *
     * @throws IOException naming file and line, if a line is malformed, an id or an address with its port comes twice, a host
     *     name cannot be looked up, or there is no line
     */
    public static StorageIdsConf parse(String file, String text) throws IOException {
        StorageIdsConf conf = new StorageIdsConf();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                try {
                    conf.add(storage(content));
                } catch (IllegalArgumentException | UnknownHostException e) {
                    throw new IOException(file + " line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        if (conf.byId.isEmpty()) {
            throw new IOException(file + ": no line names a storage");
        }
        return conf;
    }

    private static ConfiguredStorage storage(String line) throws UnknownHostException {
        String[] columns = line.split("[ \t]+", -1);
        if (columns.length < 3 || columns.length > 4) {
            throw new IllegalArgumentException(
                    "\"" + line + "\" is not an id, a group, a host and perhaps rw=, separated by blanks");
        }
        requireId(columns[0]);
        if (!FileId.isGroup(columns[1])) {
            throw new IllegalArgumentException("group \"" + columns[1] + "\" is not 1 to 16 letters and digits");
        }
        String host = columns[2];
        boolean bracketed = host.startsWith("[");
        int end = bracketed ? host.indexOf(']') : host.indexOf(':');
        if (bracketed && end < 0) {
            throw new IllegalArgumentException("\"" + host + "\" has no closing bracket");
        }
        String hosts = host.substring(bracketed ? 1 : 0, end < 0 ? host.length() : end);
        String rest = end < 0 ? "" : host.substring(bracketed ? end + 1 : end);
        ReadWriteMode mode = columns.length == 3 ? ReadWriteMode.BOTH : mode(columns[3]);
        return new ConfiguredStorage(columns[0], columns[1], addresses(hosts), port(rest), mode);
    }

    private static void requireId(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "id \"" + id + "\" is not a number from 1 to " + MAX_ID + " without leading zeros");
        }
    }

    /** True for what C takes for an id, and not for an address. */
    static boolean isId(String text) {
        return text.matches("[1-9]\\d{0,7}") && Integer.parseInt(text) <= MAX_ID;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!text.matches(":\\d{1,5}") || text.equals(":0") || Integer.parseInt(text.substring(1)) > MAX_PORT) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" behind the host is not a port; an IPv6 address stands in brackets");
        }
        return Integer.parseInt(text.substring(1));
    }

    private static ReadWriteMode mode(String option) {
        boolean named = option.regionMatches(true, 0, MODE, 0, MODE.length());
        return (named ? ReadWriteMode.parse(option.substring(MODE.length())) : ReadWriteMode.parse(""))
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + option + "\" is not rw= with both, read, write or none"));
    }

    private static StorageAddresses addresses(String hosts) throws UnknownHostException {
        List<String> found = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("\"" + hosts + "\" has an empty host");
            }
            String address = IpText.of(InetAddress.getByName(host));
            if (IpText.reach(address) == IpText.Reach.UNKNOWN) {
                throw new IllegalArgumentException(
                        "address " + address + " has less than 8 characters; storages of C" + " take no such address");
            }
            found.add(address);
        }
        return found.size() == 2 ? StorageAddresses.of(found.get(0), found.get(1)) : new StorageAddresses(found);
    }

    private void add(ConfiguredStorage storage) {
        if (byId.putIfAbsent(storage.id(), storage) != null) {
            throw new IllegalArgumentException("id " + storage.id() + " is there already");
        }
        for (String address : storage.addresses().all()) {
            String host = IpText.withPort(address, storage.port());
            ConfiguredStorage other = byHost.putIfAbsent(host, storage);
            if (other != null) {
                throw new IllegalArgumentException("storage " + other.id() + " is at " + host + " already");
            }
        }
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    int size() {
        return byId.size();
    }

    boolean hasIpv6() {
        return byId.values().stream().anyMatch(storage -> storage.addresses().hasIpv6());
    }

    @Nullable
    ConfiguredStorage byId(String id) {
        return byId.get(id);
    }

    /** The storage at this address and port, of whatever group. */
    @Nullable
    ConfiguredStorage byHost(String address, int port) {
        return byHost.get(IpText.withPort(address, port));
    }

    /** All lines as trackers send them, in the order of the ids. */
    List<String> lines() {
        return byId.values().stream().map(ConfiguredStorage::line).toList();
    }
}
