package io.fastdfs.tracker.identity;

import io.fastdfs.protocol.tracker.ReadWriteMode;

/** One line of {@code storage_ids.conf}: {@code id group host[,host2][:port] [rw=…]}. */
public record ConfiguredStorage(
        String id, String group, StorageAddresses addresses, int port, ReadWriteMode readWriteMode) {
    /** The line as trackers send it: single spaces, always with a port, and a mode only if it limits. */
    String line() {
        String hosts = String.join(",", addresses.all());
        String bracketed = addresses.hasIpv6() ? "[" + hosts + "]" : hosts;
        String mode = readWriteMode == ReadWriteMode.BOTH ? "" : " rw=" + readWriteMode.text;
        return id + " " + group + " " + bracketed + ":" + port + mode;
    }
}
