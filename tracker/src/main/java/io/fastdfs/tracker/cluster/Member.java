package io.fastdfs.tracker.cluster;

/** A storage that has joined over a connection; the connection remembers it. */
public final class Member {
    final Group group;
    final Storage storage;
    /** Where the storage says that it is, or else connects from: it is told the addresses that can be reached from there. */
    final String address;

    /** The number of the leader that it has been told; 0: none yet. */
    long toldTerm;

    Member(Group group, Storage storage, String address) {
        this.group = group;
        this.storage = storage;
        this.address = address;
    }

    public String address() {
        return address;
    }
}
