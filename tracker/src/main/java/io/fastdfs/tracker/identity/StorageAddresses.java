package io.fastdfs.tracker.identity;

import io.fastdfs.protocol.IpText;
import java.util.List;

/**
 * The addresses of one storage: one, or an inner one for its own network and then an outer one.
 *
 * @param all one or two
 */
public record StorageAddresses(List<String> all) {
    private static final int MOST = 2;

    public StorageAddresses {
        all = List.copyOf(all);
        if (all.isEmpty() || all.size() > MOST) {
            throw new IllegalArgumentException(all.size() + " addresses, 1 or 2 allowed");
        }
    }

    public static StorageAddresses of(String address) {
        return new StorageAddresses(List.of(address));
    }

    /**
     * Two addresses in the order that C gives them: an outer one is the second.
     *
     * @throws IllegalArgumentException if both are reachable from the same networks, so that no peer could be told which
     */
    static StorageAddresses of(String one, String other) {
        IpText.Reach reach = IpText.reach(one);
        if (reach == IpText.reach(other)) {
            throw new IllegalArgumentException(one + " and " + other
                    + " are of one kind; one must be an inner address, and the other an outer one or one of another"
                    + " private network");
        }
        return new StorageAddresses(reach == IpText.Reach.OUTER ? List.of(other, one) : List.of(one, other));
    }

    /** The one that C names when there is no peer to choose for. */
    public String first() {
        return all.getFirst();
    }

    /** The one by which a peer at this address reaches the storage. */
    public String forPeer(String peerAddress) {
        return all.get(indexForPeer(peerAddress));
    }

    /** Which of them that is. */
    public int indexForPeer(String peerAddress) {
        return all.size() == MOST && IpText.reach(all.getLast()) == IpText.reach(peerAddress) ? 1 : 0;
    }

    public boolean contains(String address) {
        return all.contains(address);
    }

    boolean hasIpv6() {
        return all.stream().anyMatch(IpText::isIpv6);
    }
}
