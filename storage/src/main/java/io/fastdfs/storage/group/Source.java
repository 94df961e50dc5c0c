package io.fastdfs.storage.group;

/** What a connection remembers: the storage at its other end, as it has introduced itself. */
public record Source(String storageId) {}
