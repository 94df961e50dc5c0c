package io.fastdfs.conf;

import io.fastdfs.conf.Kind.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every key of {@code client.conf}, which the tools and the client library read. */
public final class ClientKeys {
    public static final KeyList KEYS = new KeyList("client.conf");

    private static final DaemonKeys DAEMON = new DaemonKeys(KEYS);
    private static final String TOOLS =
            "for the tools; the client library needs no ids, and goes where trackers send it";
    private static final String FOR_WEB_SERVERS = "it is for web servers";

    public static final Key<List<ServerAddress>> TRACKER_SERVER = DAEMON.trackerServers();
    public static final Key<Duration> CONNECT_TIMEOUT = DAEMON.connectTimeout().honoured();
    public static final Key<Duration> NETWORK_TIMEOUT =
            DAEMON.networkTimeout(30).honoured();
    public static final Key<Boolean> USE_CONNECTION_POOL = KEYS.key("use_connection_pool", Kind.flag(), false)
            .means("keep connections for the next call")
            .asC()
            .notNeeded("connections are always kept, and one that failed is never used again");
    public static final Key<Duration> CONNECTION_POOL_MAX_IDLE_TIME = KEYS.key(
                    "connection_pool_max_idle_time", Kind.seconds(1), Duration.ofHours(1))
            .means("a connection that was idle for longer is not used again")
            .differs("0 is refused, which C does only with use_connection_pool; a tool ends before")
            .honoured();
    public static final Key<Boolean> CONNECT_FIRST_BY = KEYS.key(
                    "connect_first_by",
                    Kind.choice(List.of(new Word<>("tracker", false), new Word<>("last-connected", true))),
                    false)
            .means("which address of a storage with two is tried first: the one that the tracker names, or the one that"
                    + " worked last")
            .differs("another word is refused, where C takes tracker; " + TOOLS)
            .honoured();
    public static final Key<Boolean> LOAD_FDFS_PARAMETERS_FROM_TRACKER = KEYS.key(
                    "load_fdfs_parameters_from_tracker", Kind.flag(), false)
            .means("ask a tracker whether storages have ids, and which")
            .differs(TOOLS)
            .honoured();
    public static final Key<Boolean> USE_STORAGE_ID = KEYS.key("use_storage_id", Kind.flag(), false)
            .means("storages have the ids of storage_ids_filename; not read with load_fdfs_parameters_from_tracker")
            .differs(TOOLS)
            .honoured();
    public static final Key<Optional<Path>> STORAGE_IDS_FILENAME = KEYS.optional(
                    "storage_ids_filename", Kind.path(), "none")
            .with(USE_STORAGE_ID)
            .means("the file with the ids, relative to the folder of this file")
            .asC()
            .honoured();
    public static final Key<Boolean> CHECK_TOKEN = KEYS.key("http.anti_steal.check_token", Kind.flag(), false)
            .means("the test tools print addresses with a token")
            .asC()
            .honoured();
    public static final Key<Optional<String>> SECRET_KEY = KEYS.optional(
                    "http.anti_steal.secret_key", Kind.text(255), "none")
            .with(CHECK_TOKEN)
            .means("the secret of the tokens")
            .asC()
            .honoured();

    static {
        DAEMON.logLevel().notNeeded("a tool writes what went wrong to the standard error, and nothing else");
        KEYS.optional("base_path", Kind.path(), "/tmp")
                .means("a folder that the tools of C look at and do not use")
                .differs("not looked at")
                .notNeeded("no tool keeps anything on disk");
        KEYS.key("http.disabled", Kind.flag(), false)
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.key("http.need_find_content_type", Kind.flag(), true)
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.key("http.multi_range.enabled", Kind.flag(), true)
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.key("http.server_port", Kind.number(1, 65535), 80)
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.optional("http.default_content_type", Kind.text(63), "none")
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.optional("http.mime_types_filename", Kind.text(255), "none")
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.key("http.anti_steal.token_ttl", Kind.seconds(1), Duration.ofMinutes(10))
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.optional("http.anti_steal.token_check_fail", Kind.text(255), "none")
                .means("of http.conf")
                .asC()
                .notNeeded(FOR_WEB_SERVERS);
        KEYS.optional("http.tracker_server_port", Kind.text(255), "none")
                .means("gone since 6.13")
                .asC()
                .retired("trackers serve no HTTP");
        KEYS.rule(ClientKeys::storageIds);
        KEYS.rule(ClientKeys::secret);
        KEYS.ruleOfC((values, findings) -> DaemonKeys.trackersOfC(TRACKER_SERVER, values, findings));
    }

    private ClientKeys() {}

    private static void storageIds(Values values, Findings findings) {
        boolean used = values.find(USE_STORAGE_ID).orElse(false)
                && !values.find(LOAD_FDFS_PARAMETERS_FROM_TRACKER).orElse(true);
        if (used && values.find(STORAGE_IDS_FILENAME).filter(Optional::isEmpty).isPresent()) {
            findings.missing(values.file(), "storage_ids_filename: missing, and needed as use_storage_id is true");
        }
    }

    private static void secret(Values values, Findings findings) {
        boolean used = values.find(CHECK_TOKEN).orElse(false);
        if (used
                && values.find(SECRET_KEY)
                        .flatMap(key -> key)
                        .filter(key -> !key.isEmpty())
                        .isEmpty()) {
            findings.missing(
                    values.file(),
                    "http.anti_steal.secret_key: missing or empty, and needed as http.anti_steal.check_token is true");
        }
    }
}
