package io.fastdfs.bench;

import java.time.Duration;

/**
 * How fast, and for how long.
 *
 * @param perSecond requests that are due each second, whatever the servers do; 0: each connection sends its next request
 *     when it has the answer to its last one
 * @param warmUp the same before, unmeasured
 * @param duration no request begins after so long
 * @param count nor after so many; 0: no bound
 */
public record Pace(double perSecond, Duration warmUp, Duration duration, long count) {
    public Pace {
        if (perSecond < 0 || perSecond > 10_000_000) {
            throw new IllegalArgumentException("a rate of " + perSecond + " requests a second");
        }
        if (warmUp.isNegative() || duration.isNegative() || duration.isZero() || count < 0) {
            throw new IllegalArgumentException("nothing to measure in " + duration + " or " + count + " requests");
        }
    }

    /** As fast as the answers come. */
    public static Pace closedLoop(Duration warmUp, Duration duration) {
        return new Pace(0, warmUp, duration, 0);
    }

    /** The same, but no more than so many requests. */
    public Pace atMost(long requests) {
        return new Pace(perSecond, warmUp, duration, requests);
    }

    boolean isClosedLoop() {
        return perSecond == 0;
    }
}
