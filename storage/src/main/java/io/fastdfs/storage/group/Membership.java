package io.fastdfs.storage.group;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is in the group, this storage included. Every method takes the one lock for a moment. */
public final class Membership {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final NavigableMap<String, Member> members = new TreeMap<>();
    private final List<Consumer<Member>> listeners = new ArrayList<>();
    private String ownId = "";

    /** The id of this storage, once it is known. */
    public void identify(String id) {
        lock.lock();
        try {
            ownId = id;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public String ownId() {
        lock.lock();
        try {
            return ownId;
        } finally {
            lock.unlock();
        }
    }

    /** Calls back for every other member that is known, and for each that comes; on the thread that brings the news. */
    public void onMember(Consumer<Member> listener) {
        List<Member> known;
        lock.lock();
        try {
            listeners.add(listener);
            known = others();
        } finally {
            lock.unlock();
        }
        known.forEach(listener);
    }

    /** Takes the whole list of the group, as the leading tracker gave it. */
    public void replace(List<StorageBrief> briefs) {
        List<Member> come = new ArrayList<>();
        List<Consumer<Member>> told;
        lock.lock();
        try {
            for (StorageBrief brief : briefs) {
                merge(brief).ifPresent(come::add);
            }
            members.keySet()
                    .removeIf(
                            id -> briefs.stream().noneMatch(brief -> brief.id().equals(id)));
            told = List.copyOf(listeners);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        come.forEach(member -> told.forEach(listener -> listener.accept(member)));
    }

    /** Takes one entry; returns the member if it is another storage that was not known before. */
    private Optional<Member> merge(StorageBrief brief) {
        try {
            InetAddress host = InetAddress.ofLiteral(brief.address());
            Member member =
                    new Member(brief.id(), new InetSocketAddress(host, brief.port()), StorageStatus.of(brief.status()));
            Member before = members.put(member.id(), member);
            if (before == null || before.status() != member.status()) {
                log.info("storage {} is {}", member.id(), member.status());
            }
            boolean come = (before == null || before.isGone())
                    && !member.isGone()
                    && !member.id().equals(ownId);
            return come ? Optional.of(member) : Optional.empty();
        } catch (IllegalArgumentException | FdfsException e) {
            log.warn("member {} of the tracker's list is left out: {}", brief, e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes a status that this storage has given a member itself, until the tracker says more. */
    public void note(String id, StorageStatus status) {
        lock.lock();
        try {
            members.computeIfPresent(id, (any, member) -> member.with(status));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public Optional<Member> member(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(members.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Where the storage is that a name says it comes from; empty if it is not known any more. */
    public String addressOf(FileName name) {
        String address = name.sourceAddress();
        return address.isEmpty()
                ? member(String.valueOf(name.sourceStorageId()))
                        .map(member -> member.address().getAddress().getHostAddress())
                        .orElse("")
                : address;
    }

    /** All but this storage. */
    public List<Member> others() {
        lock.lock();
        try {
            return members.values().stream()
                    .filter(member -> !member.id().equals(ownId))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** All, this storage included, in the order of their ids. */
    public List<Member> all() {
        lock.lock();
        try {
            return List.copyOf(members.values());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a member is as wanted.
     *
     * @return the member as it is now; empty if it is not known, or not as wanted after this time
     */
    public Optional<Member> await(String id, Predicate<Member> wanted, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (true) {
                Member member = members.get(id);
                if (member != null && wanted.test(member)) {
                    return Optional.of(member);
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
