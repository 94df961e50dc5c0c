package io.fastdfs.storage.group;

/**
 * What a connection remembers: the storage at its other end, as it has introduced itself.
 *
 * @param asksAhead that it may send requests ahead, which C's storages never ask for
 */
public record Source(String storageId, boolean asksAhead) {}
