package io.fastdfs.tracker.identity;

import io.fastdfs.protocol.tracker.ReadWriteMode;

/**
 * One storage, whoever asks.
 *
 * @param id from {@code storage_ids.conf}, or its address
 * @param addresses where it is reached
 */
public record Identity(String id, StorageAddresses addresses, ReadWriteMode readWriteMode) {
    static Identity of(ConfiguredStorage storage) {
        return new Identity(storage.id(), storage.addresses(), storage.readWriteMode());
    }

    static Identity ofAddress(String address) {
        return new Identity(address, StorageAddresses.of(address), ReadWriteMode.BOTH);
    }
}
