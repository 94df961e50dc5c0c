package io.fastdfs.storage.group;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Up to which time the changes of each other storage are here, by what they have sent since the start. Only grows. */
public final class SyncedUntil {
    private final Map<String, Long> seconds = new ConcurrentHashMap<>();

    public void advance(String sourceId, long toSeconds) {
        seconds.merge(sourceId, toSeconds, Math::max);
    }

    /** Unix seconds; 0 if nothing has come from there. */
    public long of(String sourceId) {
        return seconds.getOrDefault(sourceId, 0L);
    }

    /** A copy, to see later whether it has changed. */
    public Map<String, Long> all() {
        return Map.copyOf(seconds);
    }
}
