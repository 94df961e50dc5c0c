package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What the members of a group have in common.
 *
 * @param port {@link #MIXED_PORTS} if they have different ones; 0: nobody has joined yet
 */
record GroupShape(int port, int storePathCount, int subdirCount) {
    static final int MIXED_PORTS = -1;
    static final GroupShape NONE = new GroupShape(0, 0, 0);

    /**
     * The shape after a storage has joined. It follows once all others say the same, so members can be changed one by one; more
     * store paths than the group has may wait for the others.
     *
     * @param joining with what it says now
     * @param others the members that have not left for good, without the joining one
     * @throws FdfsException EINVAL if it does not fit to the others
     */
    GroupShape after(Storage joining, List<Storage> others, boolean mayMixPorts) throws FdfsException {
        return new GroupShape(
                portAfter(joining, others, mayMixPorts),
                storePathCountAfter(joining, others),
                subdirCountAfter(joining, others));
    }

    private int portAfter(Storage joining, List<Storage> others, boolean mayMixPorts) throws FdfsException {
        if (mayMixPorts) {
            return port == 0 || port == joining.port ? joining.port : MIXED_PORTS;
        }
        if (port > 0 && port != joining.port && !agree(joining, others, storage -> storage.port)) {
            throw refusal("port", joining.port, port);
        }
        return joining.port;
    }

    private int storePathCountAfter(Storage joining, List<Storage> others) throws FdfsException {
        if (storePathCount == 0 || agree(joining, others, storage -> storage.storePathCount)) {
            return joining.storePathCount;
        }
        if (joining.storePathCount < storePathCount) {
            throw refusal("store path count", joining.storePathCount, storePathCount);
        }
        return storePathCount;
    }

    private int subdirCountAfter(Storage joining, List<Storage> others) throws FdfsException {
        if (subdirCount != 0
                && subdirCount != joining.subdirCount
                && !agree(joining, others, storage -> storage.subdirCount)) {
            throw refusal("subdir count", joining.subdirCount, subdirCount);
        }
        return joining.subdirCount;
    }

    private static boolean agree(Storage joining, List<Storage> others, ToIntFunction<Storage> property) {
        int wanted = property.applyAsInt(joining);
        return others.stream().allMatch(other -> property.applyAsInt(other) == wanted);
    }

    private static FdfsException refusal(String property, int joining, int group) {
        return FdfsException.invalid(property + " " + joining + ", the group has " + group);
    }
}
