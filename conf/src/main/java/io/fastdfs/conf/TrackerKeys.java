package io.fastdfs.conf;

import io.fastdfs.conf.Kind.Code;
import io.fastdfs.conf.Kind.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key of {@code tracker.conf}. */
public final class TrackerKeys {
    public static final KeyList KEYS = new KeyList("tracker.conf");

    private static final DaemonKeys DAEMON = new DaemonKeys(KEYS);
    private static final long MB = 1024 * 1024;
    private static final Code ROUND_ROBIN = new Code(0, "round robin");
    private static final int GROUP_STAT_BYTES = 113;
    private static final String CLAMPED = "a value out of range is refused, where C takes the nearest one";
    private static final String DEFAULTED = "0 is refused, where C takes the default";
    private static final String TRUNK = "trunk files";
    private static final String PUSHED = "; storages are told";

    public static final Key<Boolean> DISABLED = DAEMON.disabled();
    static final ListenKeys LISTEN = new ListenKeys(KEYS, 22122, false);
    public static final Key<Duration> CONNECT_TIMEOUT = DAEMON.connectTimeout().honoured();
    public static final Key<Duration> NETWORK_TIMEOUT =
            DAEMON.networkTimeout(60).honoured();
    public static final Key<Optional<Path>> BASE_PATH = DAEMON.basePath();
    public static final Key<Integer> MAX_CONNECTIONS = DAEMON.maxConnections();
    public static final Key<List<AllowedHost>> ALLOW_HOSTS = DAEMON.allowHosts().honoured();
    public static final Key<LogLevel> LOG_LEVEL = DAEMON.logLevel().honoured();
    public static final Key<Optional<String>> RUN_BY_USER = DAEMON.runByUser();

    public static final Key<Integer> STORE_LOOKUP = KEYS.key(
                    "store_lookup",
                    Kind.code(ROUND_ROBIN, new Code(1, "the group of store_group"), new Code(2, "most free space")),
                    0)
            .means("which group takes an upload")
            .asC()
            .honoured();
    public static final Key<Optional<String>> STORE_GROUP = KEYS.optional("store_group", Kind.groupName(), "none")
            .means("the group that takes every upload when store_lookup is 1")
            .differs("a name that is too long is refused, where C cuts it")
            .honoured();
    public static final Key<Integer> STORE_SERVER = KEYS.key(
                    "store_server",
                    Kind.code(
                            ROUND_ROBIN,
                            new Code(1, "first by address or id"),
                            new Code(2, "first by upload_priority")),
                    0)
            .means("which storage of the group takes an upload; with trunk files 0 means 1")
            .differs("another number is refused, where C takes 0")
            .honoured();
    public static final Key<Integer> STORE_PATH = KEYS.key(
                    "store_path", Kind.code(ROUND_ROBIN, new Code(2, "most free space")), 0)
            .means("which store path of the storage takes an upload" + PUSHED)
            .differs("another number is refused, where C takes 0")
            .honoured();
    public static final Key<Integer> DOWNLOAD_SERVER = KEYS.key(
                    "download_server", Kind.code(ROUND_ROBIN, new Code(1, "the storage that took the upload")), 0)
            .means("which storage a file is read from")
            .differs("another number is refused, where C takes 0")
            .honoured();
    public static final Key<Space> RESERVED_STORAGE_SPACE = KEYS.key(
                    "reserved_storage_space", Kind.space(), (Space) new Space.Absolute(1024 * MB))
            .means("space that uploads leave free: of a group in all, or of each store path in percent" + PUSHED)
            .asC()
            .honoured();
    public static final Key<Duration> CHECK_ACTIVE_INTERVAL = KEYS.key(
                    "check_active_interval", Kind.seconds(1), Duration.ofSeconds(100))
            .means("a storage without a heartbeat for so long is offline; also how often that is looked at")
            .differs(DEFAULTED)
            .honoured();
    public static final Key<Boolean> STORAGE_IP_CHANGED_AUTO_ADJUST = KEYS.key(
                    "storage_ip_changed_auto_adjust", Kind.flag(), true)
            .means("a storage that comes back with another address takes its files with it" + PUSHED)
            .differs("while another storage runs at the old address it does not join, where C is there twice")
            .honoured();
    public static final Key<Duration> STORAGE_SYNC_FILE_MAX_DELAY = KEYS.key(
                    "storage_sync_file_max_delay", Kind.seconds(1), Duration.ofDays(1))
            .means("a file that is older is taken to be on every storage of its group" + PUSHED)
            .differs(DEFAULTED)
            .honoured();
    public static final Key<Duration> STORAGE_SYNC_FILE_MAX_TIME = KEYS.key(
                    "storage_sync_file_max_time", Kind.seconds(1), Duration.ofMinutes(5))
            .means("how long the copy of one file may take")
            .differs(DEFAULTED)
            .honoured();

    public static final Key<Boolean> USE_TRUNK_FILE = KEYS.key("use_trunk_file", Kind.flag(), false)
            .means("small files share large ones" + PUSHED)
            .asC()
            .notYet(TRUNK);
    public static final Key<Long> SLOT_MIN_SIZE = KEYS.key("slot_min_size", Kind.bytes(1, 64 * 1024), 256L)
            .with(USE_TRUNK_FILE)
            .means("the smallest slot of a trunk file" + PUSHED)
            .differs(CLAMPED)
            .noEffectYet(TRUNK);
    public static final Key<Optional<Long>> SLOT_MAX_SIZE = KEYS.optional(
                    "slot_max_size", Kind.bytes(1, Integer.MAX_VALUE), "trunk_file_size / 8")
            .with(USE_TRUNK_FILE)
            .means("a larger file has a file of its own; more than slot_min_size, at most half of trunk_file_size"
                    + PUSHED)
            .differs(CLAMPED)
            .noEffectYet(TRUNK);
    public static final Key<Integer> TRUNK_ALLOC_ALIGNMENT_SIZE = KEYS.key(
                    "trunk_alloc_alignment_size", Kind.number(0, 64 * 1024), 0)
            .with(USE_TRUNK_FILE)
            .means("slots are a multiple of so many bytes, without a unit; it raises slot_min_size" + PUSHED)
            .differs("1KB is refused, where C reads 1")
            .noEffectYet(TRUNK);
    public static final Key<Boolean> TRUNK_FREE_SPACE_MERGE =
            flag("trunk_free_space_merge", "merge free slots side by side");
    public static final Key<Boolean> DELETE_UNUSED_TRUNK_FILES =
            flag("delete_unused_trunk_files", "delete a trunk file without a used slot");
    public static final Key<Long> TRUNK_FILE_SIZE = KEYS.key(
                    "trunk_file_size", Kind.bytes(4 * MB, Integer.MAX_VALUE), 64 * MB)
            .with(USE_TRUNK_FILE)
            .means("size of a trunk file" + PUSHED)
            .differs(CLAMPED)
            .noEffectYet(TRUNK);
    public static final Key<Boolean> TRUNK_CREATE_FILE_ADVANCE =
            flag("trunk_create_file_advance", "make trunk files before they are needed");
    public static final Key<LocalTime> TRUNK_CREATE_FILE_TIME_BASE =
            time("trunk_create_file_time_base", LocalTime.of(2, 0), "when making them begins");
    public static final Key<Integer> TRUNK_CREATE_FILE_INTERVAL =
            number("trunk_create_file_interval", 86400, "seconds until it is done again");
    public static final Key<Long> TRUNK_CREATE_FILE_SPACE_THRESHOLD = KEYS.key(
                    "trunk_create_file_space_threshold", Kind.bytes(0, Long.MAX_VALUE), 0L)
            .with(USE_TRUNK_FILE)
            .means("free space in trunk files below which new ones are made" + PUSHED)
            .asC()
            .noEffectYet(TRUNK);
    public static final Key<Boolean> TRUNK_INIT_CHECK_OCCUPYING =
            flag("trunk_init_check_occupying", "at start, see whether a free slot holds a file");
    public static final Key<Boolean> TRUNK_INIT_RELOAD_FROM_BINLOG =
            flag("trunk_init_reload_from_binlog", "at start, take the free slots from the trunk binlog alone");
    public static final Key<Integer> TRUNK_COMPRESS_BINLOG_MIN_INTERVAL =
            number("trunk_compress_binlog_min_interval", 0, "seconds between two compressions, at least; 0: none");
    public static final Key<Integer> TRUNK_COMPRESS_BINLOG_INTERVAL =
            number("trunk_compress_binlog_interval", 0, "seconds until the trunk binlog is compressed again; 0: never");
    public static final Key<LocalTime> TRUNK_COMPRESS_BINLOG_TIME_BASE =
            time("trunk_compress_binlog_time_base", LocalTime.of(3, 0), "when compressing begins");
    public static final Key<Integer> TRUNK_BINLOG_MAX_BACKUPS =
            number("trunk_binlog_max_backups", 0, "old trunk binlogs to keep; 0: none");

    public static final Key<Boolean> USE_STORAGE_ID = KEYS.key("use_storage_id", Kind.flag(), false)
            .means("storages have the ids of storage_ids_filename" + PUSHED)
            .asC()
            .honoured();
    public static final Key<Optional<Path>> STORAGE_IDS_FILENAME = KEYS.optional(
                    "storage_ids_filename", Kind.path(), "none")
            .with(USE_STORAGE_ID)
            .means("the file with the ids, relative to the folder of this file")
            .asC()
            .honoured();
    public static final Key<Boolean> ID_TYPE_IN_FILENAME = KEYS.key(
                    "id_type_in_filename", Kind.choice(List.of(new Word<>("ip", false), new Word<>("id", true))), false)
            .with(USE_STORAGE_ID)
            .means("what a file name says of its source: the address of the storage, or its id" + PUSHED)
            .differs("another word is refused, where C takes ip")
            .honoured();
    public static final Key<Boolean> TRUST_STORAGE_SERVER_ID = KEYS.key("trust_storage_server_id", Kind.flag(), true)
            .with(USE_STORAGE_ID)
            .means("a storage may name its id itself" + PUSHED)
            .asC()
            .honoured();
    public static final Key<Boolean> STORE_SLAVE_FILE_USE_LINK = KEYS.key(
                    "store_slave_file_use_link", Kind.flag(), false)
            .means("slave files are links" + PUSHED)
            .differs("C 6.13 to 6.16 leaves the name of the link out of its binlog, so that its peers do not get it")
            .honoured();
    public static final Key<Boolean> RESPONSE_IP_ADDR_SIZE = KEYS.key(
                    "response_ip_addr_size",
                    Kind.choice(List.of(new Word<>("auto", false), new Word<>("IPv6", true))),
                    false)
            .means("width of an address in answers: 46 bytes with IPv6, and with auto only if an id has such an"
                    + " address, else 16" + PUSHED)
            .differs("another word, which C takes as IPv6, is refused: IPv4 too")
            .honoured();

    public static final LogKeys ERROR_LOG = new LogKeys(KEYS, "error-log");

    public static final Key<Integer> GROUP_STAT_LAYOUT = KEYS.key(
                    "group_stat_layout",
                    Kind.code(new Code(GROUP_STAT_BYTES, "as C 6.16"), new Code(105, "for clients made before 6.13")),
                    GROUP_STAT_BYTES)
            .means("bytes for a group in the answer to the list calls")
            .differs("our own key")
            .honoured();
    public static final Key<List<AllowedHost>> ADMIN_ALLOW_HOSTS = KEYS.repeated(
                    "fdfs_admin_allow_hosts",
                    AllowedHost.KIND,
                    0,
                    4096,
                    "the trackers and storages of the cluster, and this machine")
            .means("who may delete storages and groups and set trunk servers; may be repeated")
            .differs("our own key; in C everybody who may connect")
            .honoured();

    static {
        DAEMON.ioUring();
        DAEMON.buffers();
        DAEMON.threads();
        DAEMON.runByGroup();
        DAEMON.connectionPool();
        DAEMON.quickAck();
        DAEMON.retired(retired());
        KEYS.rule(TrackerKeys::storeGroup);
        KEYS.rule(TrackerKeys::slots);
        KEYS.rule(TrackerKeys::storageIds);
        KEYS.rule(TrackerKeys::ipv6);
    }

    private TrackerKeys() {}

    private static Map<String, String> retired() {
        Map<String, String> advice = DaemonKeys.retiredLogKeys();
        for (String name : List.of(
                "http.server_port", "http.check_alive_interval", "http.check_alive_type", "http.check_alive_uri")) {
            advice.put(name, "trackers of C serve no HTTP since 6.13");
        }
        return advice;
    }

    private static Key<Boolean> flag(String name, String meaning) {
        return KEYS.key(name, Kind.flag(), false)
                .with(USE_TRUNK_FILE)
                .means(meaning + PUSHED)
                .asC()
                .noEffectYet(TRUNK);
    }

    private static Key<LocalTime> time(String name, LocalTime absent, String meaning) {
        return KEYS.key(name, Kind.timeOfDay(), absent)
                .with(USE_TRUNK_FILE)
                .means(meaning + PUSHED)
                .asC()
                .noEffectYet(TRUNK);
    }

    private static Key<Integer> number(String name, int absent, String meaning) {
        return KEYS.key(name, Kind.number(0, Integer.MAX_VALUE), absent)
                .with(USE_TRUNK_FILE)
                .means(meaning + PUSHED)
                .differs("a number below 0 is refused, where C takes it")
                .noEffectYet(TRUNK);
    }

    private static void storeGroup(Values values, Findings findings) {
        int lookup = values.find(STORE_LOOKUP).orElse(0);
        if (lookup == 1 && values.find(STORE_GROUP).filter(Optional::isEmpty).isPresent()) {
            findings.missing(values.file(), "store_group: missing, and needed as store_lookup is 1");
        }
    }

    private static void slots(Values values, Findings findings) {
        Optional<Long> max = values.find(SLOT_MAX_SIZE).flatMap(size -> size);
        long min = Math.max(
                values.find(SLOT_MIN_SIZE).orElse(0L),
                values.find(TRUNK_ALLOC_ALIGNMENT_SIZE).orElse(0));
        long half = values.find(TRUNK_FILE_SIZE).orElse(Long.MAX_VALUE) / 2;
        if (max.isPresent() && (max.get() <= min || max.get() > half)) {
            values.item(SLOT_MAX_SIZE)
                    .ifPresent(item -> findings.error(
                            item,
                            "slot_max_size = " + item.value() + ": allowed is more than slot_min_size, which is "
                                    + Kind.showBytes(min) + ", and at most half of trunk_file_size, which is "
                                    + Kind.showBytes(half)));
        }
    }

    private static void storageIds(Values values, Findings findings) {
        boolean used = values.find(USE_STORAGE_ID).orElse(false);
        if (used && values.find(STORAGE_IDS_FILENAME).filter(Optional::isEmpty).isPresent()) {
            findings.missing(values.file(), "storage_ids_filename: missing, and needed as use_storage_id is true");
        }
    }

    /** A file name has room for an IPv4 address or an id. */
    private static void ipv6(Values values, Findings findings) {
        boolean ids = values.find(USE_STORAGE_ID).orElse(true)
                && values.find(ID_TYPE_IN_FILENAME).orElse(true);
        if (!ids) {
            LISTEN.asksForIpv6(values)
                    .ifPresent(item -> findings.error(
                            item,
                            item.name() + " = " + item.value()
                                    + ": IPv6 is allowed only with use_storage_id = true and"
                                    + " id_type_in_filename = id"));
        }
    }
}
