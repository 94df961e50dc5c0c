package io.fastdfs.conf;

import io.fastdfs.protocol.tracker.ReadWriteMode;
import java.util.List;

/**
 * One line of {@code storage_ids.conf}: the id of a storage, and where it is.
 *
 * @param id 1 to 16777215, in decimal
 * @param hosts one or two names or addresses, the inner one first
 */
public record StorageId(String id, String group, List<String> hosts, int port, ReadWriteMode mode) {
    public StorageId {
        hosts = List.copyOf(hosts);
    }
}
