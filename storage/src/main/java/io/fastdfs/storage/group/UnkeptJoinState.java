package io.fastdfs.storage.group;

/** In memory until the state file of the storage keeps it. */
public final class UnkeptJoinState implements JoinState {
    private final long joinSeconds;
    private boolean settled;
    private String sourceId = "";
    private long untilSeconds;

    public UnkeptJoinState(long joinSeconds) {
        this.joinSeconds = joinSeconds;
    }

    @Override
    public long joinSeconds() {
        return joinSeconds;
    }

    @Override
    public synchronized boolean isSettled() {
        return settled;
    }

    @Override
    public synchronized String sourceId() {
        return sourceId;
    }

    @Override
    public synchronized long untilSeconds() {
        return untilSeconds;
    }

    @Override
    public synchronized void settle(String source, long until) {
        settled = true;
        sourceId = source;
        untilSeconds = until;
    }

    @Override
    public synchronized void unsettle() {
        settled = false;
        sourceId = "";
        untilSeconds = 0;
    }
}
