package io.fastdfs.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that several files have in common, each declared for one of them. */
final class DaemonKeys {
    private static final int TRACKER_PORT = 22122;
    private static final int MAX_TRACKERS = 16;
    private static final String VIRTUAL_THREADS = "each connection has a virtual thread of its own";
    private static final String SIZED_BUFFERS = "a buffer is as large as what passes through it";

    private final KeyList keys;

    DaemonKeys(KeyList keys) {
        this.keys = keys;
    }

    Key<Boolean> disabled() {
        Key<Boolean> disabled = keys.key("disabled", Kind.flag(), false)
                .means("true: this file starts nothing")
                .asC()
                .honoured();
        keys.rule((values, findings) -> {
            if (values.find(disabled).orElse(false)) {
                values.item(disabled).ifPresent(item -> findings.error(item, "disabled = true: starts nothing"));
            }
        });
        return disabled;
    }

    Draft<Duration> connectTimeout() {
        return keys.key("connect_timeout", Kind.seconds(1), Duration.ofSeconds(10))
                .means("to wait for a connection to another server")
                .differs("0 is refused, where C takes the default");
    }

    Draft<Duration> networkTimeout(int absent) {
        return keys.key("network_timeout", Kind.seconds(1), Duration.ofSeconds(absent))
                .means("to wait for the next byte inside a request or an answer")
                .differs("0 is refused, where C takes the default");
    }

    void ioUring() {
        keys.key("use_io_uring", Kind.flag(), false)
                .means("io_uring for the network")
                .asC()
                .notNeeded("the JDK does the network");
        keys.key("use_send_zc", Kind.flag(), true)
                .means("zero-copy sending with io_uring")
                .asC()
                .notNeeded("the JDK does the network, and files are sent without a copy anyway");
    }

    Key<Optional<Path>> basePath() {
        return keys.required("base_path", Kind.path())
                .means("the folder for data/ and logs/; made if it is missing, but not the folder above it")
                .differs("required, where C goes on in /tmp")
                .honoured();
    }

    Key<Integer> maxConnections() {
        return keys.key("max_connections", Kind.number(1, 10_000_000), 256)
                .means("connections at the same time; one more is closed at once")
                .differs("0 is refused, where C takes the default; the limit of open files is not raised")
                .honoured();
    }

    Buffers buffers() {
        Key<Long> size = keys.key("buff_size", Kind.bytes(1, Integer.MAX_VALUE), 256L * 1024)
                .means("network buffer")
                .asC()
                .notNeeded(SIZED_BUFFERS);
        Key<Optional<Long>> min = keys.optional("min_buff_size", Kind.bytes(1, Integer.MAX_VALUE), "buff_size")
                .means("smallest network buffer")
                .asC()
                .notNeeded(SIZED_BUFFERS);
        Key<Optional<Long>> max = keys.optional("max_buff_size", Kind.bytes(1, Integer.MAX_VALUE), "buff_size")
                .means("largest network buffer")
                .asC()
                .notNeeded(SIZED_BUFFERS);
        return new Buffers(size, min, max);
    }

    /** The sizes that only C needs. */
    record Buffers(Key<Long> size, Key<Optional<Long>> min, Key<Optional<Long>> max) {}

    /** @return the stack size */
    Key<Long> threads() {
        keys.key("accept_threads", Kind.number(1, Integer.MAX_VALUE), 1)
                .means("threads that accept connections")
                .asC()
                .notNeeded("one is enough: it hands each connection to a virtual thread");
        keys.key("work_threads", Kind.number(1, Integer.MAX_VALUE), 4)
                .means("threads for the network")
                .asC()
                .notNeeded(VIRTUAL_THREADS);
        return keys.key("thread_stack_size", Kind.bytes(1, Integer.MAX_VALUE), 256L * 1024)
                .means("stack of a thread")
                .differs("C storages refuse less than 320KB, and so their own default")
                .notNeeded(VIRTUAL_THREADS);
    }

    Key<List<ServerAddress>> trackerServers() {
        Kind<ServerAddress> kind = new Kind<>(
                "server",
                ServerAddress.ALLOWED,
                text -> ServerAddress.parse(text, TRACKER_PORT),
                ServerAddress::toString);
        return keys.repeated("tracker_server", kind, 1, MAX_TRACKERS, "")
                .means("a tracker, once a line, in any order; port 22122 if it is left out")
                .differs("more than 16 are refused, where C drops them; a port that is no number is refused, where C"
                        + " takes 0; an IPv4 and an IPv6 address may stand together")
                .honoured();
    }

    /** C takes two addresses only if they are of different kinds, and every IPv6 address is of the kind of a public one. */
    static void trackersOfC(Key<List<ServerAddress>> trackers, Values values, Findings findings) {
        List<ServerAddress> servers = values.find(trackers).orElse(List.of());
        List<Item> items = trackers.all(values.file());
        for (int i = 0; i < servers.size(); i++) {
            if (!servers.get(i).isAllowedInC()) {
                findings.warn(
                        items.get(i),
                        trackers.name() + " = " + items.get(i).value()
                                + ": C refuses two addresses of the same kind, of which inner ones, and IPv6 ones with"
                                + " public ones, are; it could not take over again");
            }
        }
    }

    Draft<LogLevel> logLevel() {
        return keys.key("log_level", Kind.logLevel(), LogLevel.INFO)
                .means("messages of this level and graver ones go to the log")
                .differs("an unknown word is refused, where C keeps info");
    }

    Key<Optional<String>> runByUser() {
        return keys.orEmpty("run_by_user", Kind.text(32), "the user who starts it")
                .means("the user as whom to run")
                .differs(
                        "bin/fdfs becomes that user where root starts it on Linux; any other start as another user is refused")
                .honoured();
    }

    void runByGroup() {
        keys.orEmpty("run_by_group", Kind.text(32), "the group of the user")
                .means("the group as which to run")
                .asC()
                .notNeeded("bin/fdfs becomes it together with run_by_user; else it is the group of who starts it");
    }

    Draft<List<AllowedHost>> allowHosts() {
        return keys.repeated("allow_hosts", AllowedHost.KIND, 0, 4096, "*")
                .means("who may connect; may be repeated")
                .differs("a network whose last bits are not 0 is refused, where C allows only some of its addresses");
    }

    void connectionPool() {
        Key<Boolean> pool = keys.key("use_connection_pool", Kind.flag(), false)
                .means("keep connections to other servers")
                .asC()
                .notNeeded("connections to other servers are kept open as long as they are used");
        keys.key("connection_pool_max_idle_time", Kind.seconds(1), Duration.ofHours(1))
                .with(pool)
                .means("a connection that was idle for longer is not used again")
                .asC()
                .notNeeded("connections to other servers are kept open as long as they are used");
    }

    void quickAck() {
        keys.key("tcp_quick_ack", Kind.flag(), true)
                .means("acknowledge each packet at once")
                .asC()
                .notNeeded("the system decides, and nothing here waits for an acknowledgement");
    }

    /** What C read once, and skips now without a word. */
    void retired(Map<String, String> instead) {
        instead.forEach((name, advice) -> keys.optional(name, Kind.text(Integer.MAX_VALUE), "none")
                .means("gone")
                .asC()
                .retired(advice));
    }

    static Map<String, String> retiredLogKeys() {
        Map<String, String> advice = new LinkedHashMap<>();
        advice.put("rotate_error_log", "write log_file_rotate_everyday");
        advice.put("error_log_rotate_time", "write log_file_rotate_time");
        advice.put("rotate_error_log_size", "write log_file_rotate_on_size");
        advice.put("compress_old_error_log", "write log_file_compress_old");
        advice.put("compress_error_log_days_before", "write log_file_compress_days_before");
        return advice;
    }
}
