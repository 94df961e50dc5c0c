package io.fastdfs.conf;

import io.fastdfs.conf.Kind.Code;
import io.fastdfs.conf.Kind.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Every key of {@code storage.conf}. */
public final class StorageKeys {
    public static final KeyList KEYS = new KeyList("storage.conf");

    private static final DaemonKeys DAEMON = new DaemonKeys(KEYS);
    private static final int MAX_SYNC_THREADS = 256;
    private static final int MAX_STORE_PATHS = 256;
    private static final int MAX_DISK_THREADS = 1024;
    private static final String DEFAULTED = "0 is refused, where C takes the default";
    private static final long MIN_STACK_OF_C = 320 * 1024;
    private static final long MIN_BUFFER_OF_C = 64 * 1024 + 10;
    private static final String FASTDHT = "deduplication";

    public static final Key<Boolean> DISABLED = DAEMON.disabled();
    public static final Key<Optional<String>> GROUP_NAME = KEYS.optional(
                    "group_name", Kind.groupName(), "asked from a tracker")
            .means("the group of this storage; absent: a tracker says it by address and port, which needs storage ids")
            .differs("a name that is too long is refused, where C cuts it")
            .honoured();
    public static final Key<Optional<String>> SERVER_ID = KEYS.orEmpty(
                    "server_id", Kind.storageId(), "found by group and address")
            .means("the id of this storage, if trackers have use_storage_id and trust_storage_server_id")
            .asC()
            .honoured();
    public static final Key<Optional<ServerAddress>> ADVERTISED_ADDRESS = KEYS.optional(
                    "fdfs_advertised_address", advertisedAddress(), "where trackers see it, and port")
            .means("where clients, trackers and other storages reach this one; its port, if it is left out, is that of"
                    + " the service")
            .differs("our own key; in C a storage is where its connection comes from, or where storage_ids.conf says")
            .honoured();
    public static final Key<Boolean> CLIENT_BIND = KEYS.key("client_bind", Kind.flag(), true)
            .means("connect to trackers and other storages from bind_addr")
            .asC()
            .honoured();
    static final ListenKeys LISTEN = new ListenKeys(KEYS, 23000, true);
    public static final Key<Duration> CONNECT_TIMEOUT = DAEMON.connectTimeout().honoured();
    public static final Key<Duration> NETWORK_TIMEOUT =
            DAEMON.networkTimeout(30).honoured();
    public static final Key<Duration> HEART_BEAT_INTERVAL = KEYS.key(
                    "heart_beat_interval", Kind.seconds(1), Duration.ofSeconds(30))
            .means("between two heartbeats to a tracker")
            .differs(DEFAULTED)
            .honoured();
    public static final Key<Duration> STAT_REPORT_INTERVAL = KEYS.key(
                    "stat_report_interval", Kind.seconds(1), Duration.ofMinutes(5))
            .means("between two reports of disk space")
            .differs(DEFAULTED)
            .honoured();
    public static final Key<Optional<Path>> BASE_PATH = DAEMON.basePath();
    public static final Key<Integer> MAX_CONNECTIONS = DAEMON.maxConnections();
    public static final Key<List<AllowedHost>> ALLOW_HOSTS = DAEMON.allowHosts().honoured();
    public static final Key<List<ServerAddress>> TRACKER_SERVER = DAEMON.trackerServers();
    public static final Key<LogLevel> LOG_LEVEL = DAEMON.logLevel().honoured();
    public static final Key<Optional<String>> RUN_BY_USER = DAEMON.runByUser();

    public static final Key<Integer> STORE_PATH_COUNT = KEYS.key("store_path_count", Kind.number(1, MAX_STORE_PATHS), 1)
            .means("how many store paths there are")
            .asC()
            .honoured();
    public static final Key<SortedMap<Integer, Boolean>> STORE_PATH_READONLY = KEYS.numbered(
                    "store_pathN_readonly", Kind.flag(), "false")
            .means("true: no new files on this store path")
            .asC()
            .honoured();
    public static final Key<SortedMap<Integer, Path>> STORE_PATH = KEYS.numbered(
                    "store_pathN", Kind.path(), "`store_path0`: base_path; the others are required")
            .means("a folder for files, with N from 0; the number is part of every file id")
            .asC()
            .honoured();
    public static final Key<Integer> SUBDIR_COUNT_PER_PATH = KEYS.key("subdir_count_per_path", Kind.number(1, 256), 256)
            .means("folders on each of the two levels below a store path")
            .asC()
            .honoured();
    public static final Key<Boolean> DISK_RW_SEPARATED = KEYS.key("disk_rw_separated", Kind.flag(), true)
            .means("readers and writers of a store path are counted apart")
            .asC()
            .honoured();
    public static final Key<Integer> DISK_READER_THREADS = KEYS.key(
                    "disk_reader_threads", Kind.number(0, MAX_DISK_THREADS), 1)
            .means("who may read from a store path at the same time")
            .asC()
            .honoured();
    public static final Key<Integer> DISK_WRITER_THREADS = KEYS.key(
                    "disk_writer_threads", Kind.number(0, MAX_DISK_THREADS), 1)
            .means("who may write to a store path at the same time")
            .asC()
            .honoured();
    public static final Key<Integer> DISK_RECOVERY_THREADS = KEYS.key(
                    "disk_recovery_threads", Kind.number(1, MAX_DISK_THREADS), 1)
            .means("files that a lost store path gets back at the same time")
            .asC()
            .honoured();
    public static final Key<Integer> FILE_DISTRIBUTE_PATH_MODE = KEYS.key(
                    "file_distribute_path_mode", Kind.code(new Code(0, "round robin"), new Code(1, "by hash")), 0)
            .means("which folder of a store path takes a new file")
            .differs("another number is refused, where C takes 1")
            .honoured();
    public static final Key<Integer> FILE_DISTRIBUTE_ROTATE_COUNT = KEYS.key(
                    "file_distribute_rotate_count", Kind.number(1, Integer.MAX_VALUE), 100)
            .means("files that go into one folder before the next is taken")
            .differs(DEFAULTED)
            .honoured();
    public static final Key<Long> FSYNC_AFTER_WRITTEN_BYTES = KEYS.key(
                    "fsync_after_written_bytes", Kind.bytes(0, Integer.MAX_VALUE), 0L)
            .means("flush a file to the disk each time so much was written, and file and binlog before the answer; 0:"
                    + " the system does it in its time")
            .differs("C reads it and does nothing")
            .honoured();
    public static final Key<Integer> UPLOAD_PRIORITY = KEYS.key(
                    "upload_priority", Kind.number(Integer.MIN_VALUE, Integer.MAX_VALUE), 10)
            .means("with store_server 2 the lowest number takes uploads")
            .asC()
            .honoured();
    public static final Key<Boolean> CHECK_STORE_PATH_MARK = KEYS.key("check_store_path_mark", Kind.flag(), true)
            .means("refuse to start when a store path is another one than before")
            .asC()
            .honoured();

    public static final Key<Integer> SYNC_MIN_THREADS = KEYS.key(
                    "sync_min_threads", Kind.number(1, MAX_SYNC_THREADS), 1)
            .means("connections to another storage of the group, at least")
            .differs("a number out of range is refused, where C takes the nearest one")
            .notNeeded("a connection is made when there is something to send");
    /** 0 for auto. */
    public static final Key<Integer> SYNC_MAX_THREADS = KEYS.key("sync_max_threads", autoOrNumber(), 0)
            .means("connections to another storage of the group, at most; auto and 0: twice store_path_count")
            .differs("a number out of range, or below sync_min_threads, is refused, where C takes the nearest one")
            .honoured();

    public static final Key<Duration> SYNC_WAIT_MSEC = KEYS.key(
                    "sync_wait_msec", Kind.milliseconds(1), Duration.ofMillis(100))
            .means("to wait when there is nothing to replicate")
            .asC()
            .notNeeded("replication wakes up when there is something");
    public static final Key<Duration> SYNC_INTERVAL = KEYS.key("sync_interval", Kind.milliseconds(0), Duration.ZERO)
            .means("to wait after each replicated file")
            .differs("a number below 0 is refused, where C takes 0")
            .honoured();
    public static final Key<LocalTime> SYNC_START_TIME = KEYS.key(
                    "sync_start_time", Kind.timeOfDay(), LocalTime.MIDNIGHT)
            .means("when replication begins every day")
            .asC()
            .honoured();
    public static final Key<LocalTime> SYNC_END_TIME = KEYS.key("sync_end_time", Kind.timeOfDay(), LocalTime.of(23, 59))
            .means("when replication ends every day")
            .asC()
            .honoured();
    public static final Key<Integer> WRITE_MARK_FILE_FREQ = KEYS.key(
                    "write_mark_file_freq", Kind.number(1, Integer.MAX_VALUE), 500)
            .means("replicated files until the place in the binlog is written down")
            .differs(DEFAULTED)
            .honoured();
    public static final Key<Boolean> FILE_SYNC_SKIP_INVALID_RECORD = KEYS.key(
                    "file_sync_skip_invalid_record", Kind.flag(), false)
            .means("go on behind a record of the binlog that cannot be read")
            .asC()
            .notNeeded("such a record is set aside with an ERROR, and replication goes on");
    public static final Key<Boolean> COMPRESS_BINLOG = KEYS.key("compress_binlog", Kind.flag(), false)
            .means("pack finished binlogs with gzip; they are unpacked when they are read")
            .asC()
            .honoured();
    public static final Key<LocalTime> COMPRESS_BINLOG_TIME = KEYS.key(
                    "compress_binlog_time", Kind.timeOfDay(), LocalTime.of(1, 30))
            .with(COMPRESS_BINLOG)
            .means("when finished binlogs are packed every day")
            .asC()
            .honoured();
    public static final Key<Duration> SYNC_STAT_FILE_INTERVAL = KEYS.key(
                    "sync_stat_file_interval", Kind.seconds(1), Duration.ofMinutes(1))
            .means("between two writings of the counters")
            .differs(DEFAULTED)
            .honoured();

    public static final Key<Boolean> CHECK_FILE_DUPLICATE = KEYS.key("check_file_duplicate", Kind.flag(), false)
            .means("keep equal files once")
            .differs("needs no FastDHT")
            .notYet(FASTDHT);
    public static final Key<Boolean> FILE_SIGNATURE_METHOD = KEYS.key(
                    "file_signature_method",
                    Kind.choice(List.of(new Word<>("hash", false), new Word<>("md5", true))),
                    false)
            .with(CHECK_FILE_DUPLICATE)
            .means("how equal files are found")
            .differs("another word is refused, where C takes hash")
            .notYet(FASTDHT);
    public static final Key<Optional<String>> KEY_NAMESPACE = KEYS.orEmpty("key_namespace", Kind.text(255), "none")
            .with(CHECK_FILE_DUPLICATE)
            .means("namespace in FastDHT")
            .asC()
            .notYet(FASTDHT);

    public static final LogKeys ERROR_LOG = new LogKeys(KEYS, "error-log");
    public static final Key<Boolean> ACCESS_LOG_ENABLED = KEYS.key("enabled", Kind.flag(), false)
            .in("access-log")
            .means("write a line for each request to logs/storage_access.log")
            .asC()
            .honoured();
    /** True for microseconds. */
    public static final Key<Boolean> ACCESS_LOG_TIME_PRECISION = KEYS.key("time_precision", timePrecision(), false)
            .in("access-log")
            .with(ACCESS_LOG_ENABLED)
            .means("of the times in the access log")
            .differs("another word is refused, where C takes ms")
            .honoured();

    public static final LogKeys ACCESS_LOG = new LogKeys(KEYS, "access-log", Optional.of(ACCESS_LOG_ENABLED));

    static {
        KEYS.key("sync_binlog_buff_interval", Kind.seconds(1), Duration.ofMinutes(1))
                .means("between two writings of the binlog")
                .differs(DEFAULTED)
                .notNeeded("a record is in the file before the answer");
        KEYS.orEmpty("if_alias_prefix", Kind.text(255), "none")
                .means("names of interfaces whose addresses are those of this machine")
                .asC()
                .notNeeded("the addresses of all interfaces are");
        KEYS.key("keep_alive", Kind.flag(), false)
                .with(CHECK_FILE_DUPLICATE)
                .means("keep connections to FastDHT")
                .asC()
                .notYet(FASTDHT);
        KEYS.optional("group_count", Kind.number(1, 1024), "none")
                .with(CHECK_FILE_DUPLICATE)
                .means("groups of FastDHT")
                .asC()
                .notYet(FASTDHT);
        KEYS.numbered("groupN", Kind.text(255), "none")
                .with(CHECK_FILE_DUPLICATE)
                .means("a server of a group of FastDHT; may be repeated")
                .asC()
                .notYet(FASTDHT);
        DAEMON.ioUring();
        DaemonKeys.Buffers buffers = DAEMON.buffers();
        Key<Long> stack = DAEMON.threads();
        KEYS.ruleOfC((values, findings) -> stackOfC(stack, values, findings));
        KEYS.ruleOfC((values, findings) -> buffersOfC(buffers, values, findings));
        KEYS.ruleOfC((values, findings) -> DaemonKeys.trackersOfC(TRACKER_SERVER, values, findings));
        DAEMON.runByGroup();
        DAEMON.connectionPool();
        DAEMON.quickAck();
        DAEMON.retired(retired());
        KEYS.rule(StorageKeys::storePaths);
        KEYS.rule(StorageKeys::diskThreads);
        KEYS.rule(StorageKeys::syncThreads);
        KEYS.rule(StorageKeys::trackers);
    }

    private StorageKeys() {}

    private static Map<String, String> retired() {
        Map<String, String> advice = new LinkedHashMap<>();
        advice.put("use_access_log", "write enabled in [access-log]");
        advice.put("rotate_access_log", "write log_file_rotate_everyday in [access-log]");
        advice.put("access_log_rotate_time", "write log_file_rotate_time in [access-log]");
        advice.put("rotate_access_log_size", "write log_file_rotate_on_size in [access-log]");
        advice.put("compress_old_access_log", "write log_file_compress_old in [access-log]");
        advice.put("compress_access_log_days_before", "write log_file_compress_days_before in [access-log]");
        advice.putAll(DaemonKeys.retiredLogKeys());
        advice.put("http.server_port", "storages of C serve no HTTP since 6.13");
        advice.put("http.domain_name", "storages of C serve no HTTP since 6.13");
        return advice;
    }

    private static Kind<Integer> autoOrNumber() {
        Kind<Integer> number = Kind.number(0, MAX_SYNC_THREADS);
        return new Kind<>(
                "number",
                "auto, or " + number.allowed(),
                text -> text.equalsIgnoreCase("auto") ? Optional.of(0) : number.parse(text),
                value -> value == 0 ? "auto" : number.show(value));
    }

    /** Port 0 where none is written. */
    private static Kind<ServerAddress> advertisedAddress() {
        return new Kind<>(
                "address",
                "HOST or HOST:PORT, or [ADDRESS]:PORT for IPv6; not 127.0.0.1 or ::1, where nobody else finds it",
                text -> ServerAddress.parse(text, ServerAddress.NO_PORT)
                        .filter(address -> address.hosts().size() == 1 && !address.isLoopback()),
                ServerAddress::toString);
    }

    private static Kind<Boolean> timePrecision() {
        return Kind.choice(List.of(
                new Word<>("ms", false),
                new Word<>("millisecond", false),
                new Word<>("us", true),
                new Word<>("microsecond", true)));
    }

    private static void storePaths(Values values, Findings findings) {
        int count = values.find(STORE_PATH_COUNT).orElse(0);
        Optional<SortedMap<Integer, Path>> paths = values.find(STORE_PATH);
        for (int i = 1; i < count && paths.isPresent(); i++) {
            if (!paths.get().containsKey(i)) {
                findings.missing(
                        values.file(), "store_path" + i + ": missing, and needed as store_path_count is " + count);
            }
        }
        for (Item item : values.file().items()) {
            boolean isNumbered = item.section().isEmpty()
                    && (STORE_PATH.isNamed(item.name()) || STORE_PATH_READONLY.isNamed(item.name()));
            if (isNumbered && count > 0 && Integer.parseInt(item.name().replaceAll("\\D", "")) >= count) {
                findings.error(
                        item,
                        item.name() + " = " + item.value() + ": C skips it, as store_path_count is " + count
                                + "; allowed is a number below that");
            }
        }
    }

    private static void diskThreads(Values values, Findings findings) {
        boolean apart = values.find(DISK_RW_SEPARATED).orElse(false);
        int readers = values.find(DISK_READER_THREADS).orElse(1);
        int writers = values.find(DISK_WRITER_THREADS).orElse(1);
        if (apart ? readers == 0 || writers == 0 : readers + writers == 0) {
            values.item(readers == 0 ? DISK_READER_THREADS : DISK_WRITER_THREADS)
                    .ifPresent(item -> findings.error(
                            item,
                            item.name() + " = 0: allowed is 1 or more with disk_rw_separated, and without it one of"
                                    + " disk_reader_threads and disk_writer_threads may be 0"));
        }
    }

    private static void syncThreads(Values values, Findings findings) {
        int min = values.find(SYNC_MIN_THREADS).orElse(1);
        int max = values.find(SYNC_MAX_THREADS).orElse(0);
        if (max != 0 && max < min) {
            values.item(SYNC_MAX_THREADS)
                    .ifPresent(item -> findings.error(
                            item,
                            "sync_max_threads = " + max
                                    + ": allowed is auto, or a number not below sync_min_threads, which" + " is "
                                    + min));
        }
    }

    private static void stackOfC(Key<Long> stack, Values values, Findings findings) {
        if (values.find(stack).stream().anyMatch(size -> size < MIN_STACK_OF_C)) {
            String message = ": a C storage needs 320KB or more, and could not take over again";
            values.item(stack)
                    .ifPresentOrElse(
                            item -> findings.warn(item, item.name() + " = " + item.value() + message),
                            () -> findings.warn(
                                    values.file(),
                                    stack.name() + ": missing, and C's default is " + stack.defaultText() + message));
        }
    }

    /** The smallest buffer counts, which is min_buff_size only if max_buff_size is there too. */
    private static void buffersOfC(DaemonKeys.Buffers buffers, Values values, Findings findings) {
        boolean both = Stream.of(buffers.min(), buffers.max())
                .allMatch(key -> values.find(key).flatMap(size -> size).isPresent());
        Key<?> key = both ? buffers.min() : buffers.size();
        long smallest = both
                ? values.get(buffers.min()).orElseThrow()
                : values.find(buffers.size()).orElse(Long.MAX_VALUE);
        if (smallest < MIN_BUFFER_OF_C) {
            values.item(key)
                    .ifPresent(item -> findings.warn(
                            item,
                            item.name() + " = " + item.value()
                                    + ": a C storage needs more than 64KB, and could not take over again"));
        }
    }

    /** Other storages learn the address of a tracker from here. */
    private static void trackers(Values values, Findings findings) {
        List<ServerAddress> servers = values.find(TRACKER_SERVER).orElse(List.of());
        List<Item> items = TRACKER_SERVER.all(values.file());
        for (int i = 0; i < servers.size(); i++) {
            if (servers.get(i).isLoopback()) {
                findings.error(
                        items.get(i),
                        "tracker_server = " + items.get(i).value()
                                + ": 127.0.0.1 and ::1 are not allowed, as other machines are told of it");
            }
        }
    }
}
