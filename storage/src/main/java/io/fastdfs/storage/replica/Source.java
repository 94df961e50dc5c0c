package io.fastdfs.storage.replica;

/** The storage at the other end of a connection, as it has introduced itself. */
record Source(String storageId) {}
