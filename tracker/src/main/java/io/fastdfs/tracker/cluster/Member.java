package io.fastdfs.tracker.cluster;

/** A storage that has joined over a connection; the connection remembers it. */
public final class Member {
    final Group group;
    final Storage storage;
    /** As the storage connects from it, so it is told the addresses that it can reach. */
    final String address;

    /** The number of the leader that it has been told; 0: none yet. */
    long toldTerm;

    Member(Group group, Storage storage, String address) {
        this.group = group;
        this.storage = storage;
        this.address = address;
    }
}
