package io.fastdfs.conf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of {@code storage_ids.conf}: the id of a storage, and where it is.
 *
 * @param id 1 to 16777215, in decimal
 * @param hosts one or two names or addresses, the inner one first
 */
public record StorageId(String id, String group, List<String> hosts, int port, Access access) {
    public StorageId {
        hosts = List.copyOf(hosts);
    }

    /** {@code rw=…}: what a storage is asked for. */
    public enum Access {
        BOTH,
        READ,
        WRITE,
        NONE;

        static Optional<Access> parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "rw=both", "rw=all" -> Optional.of(BOTH);
                case "rw=read", "rw=readonly" -> Optional.of(READ);
                case "rw=write", "rw=writeonly" -> Optional.of(WRITE);
                case "rw=none" -> Optional.of(NONE);
                default -> Optional.empty();
            };
        }
    }
}
