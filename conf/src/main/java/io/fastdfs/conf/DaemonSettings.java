package io.fastdfs.conf;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon takes from its file, whichever of the two it is.
 *
 * @param listen where it listens, at one address or more; that by which its cluster knows it first
 * @param basePath holds {@code data/} and {@code logs/}
 */
public record DaemonSettings(List<InetSocketAddress> listen, Path basePath, LogLevel logLevel, LogSettings log) {
    /**
     * Those of a {@code tracker.conf} that is accepted.
     *
     * @throws ConfException if another user must start it
     */
    public static DaemonSettings ofTracker(Values conf) throws ConfException {
        requireUser(conf, TrackerKeys.RUN_BY_USER);
        return new DaemonSettings(
                TrackerKeys.LISTEN.addresses(conf),
                conf.get(TrackerKeys.BASE_PATH).orElseThrow(),
                conf.get(TrackerKeys.LOG_LEVEL),
                LogSettings.of(conf, TrackerKeys.ERROR_LOG));
    }

    /**
     * Those of a {@code storage.conf} that is accepted.
     *
     * @throws ConfException if another user must start it
     */
    public static DaemonSettings ofStorage(Values conf) throws ConfException {
        requireUser(conf, StorageKeys.RUN_BY_USER);
        return new DaemonSettings(
                StorageKeys.LISTEN.addresses(conf),
                conf.get(StorageKeys.BASE_PATH).orElseThrow(),
                conf.get(StorageKeys.LOG_LEVEL),
                LogSettings.of(conf, StorageKeys.ERROR_LOG));
    }

    public DaemonSettings {
        listen = List.copyOf(listen);
    }

    /** A Java process cannot become another user, as the daemons of C do. */
    private static void requireUser(Values conf, Key<Optional<String>> key) throws ConfException {
        String self = System.getProperty("user.name", "");
        Optional<Item> other = conf.item(key)
                .filter(item -> !item.value().isEmpty() && !item.value().equals(self));
        if (other.isPresent()) {
            Item item = other.get();
            String message = item.name() + " = " + item.value() + ": this is started by " + self
                    + "; allowed is to start it as " + item.value();
            throw new ConfException(
                    conf.file().name(), List.of(new Finding(Severity.ERROR, item.file(), item.line(), message)));
        }
    }
}
