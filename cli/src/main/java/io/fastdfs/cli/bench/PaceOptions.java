package io.fastdfs.cli.bench;

import io.fastdfs.bench.Pace;
import java.time.Duration;
import picocli.CommandLine.Option;

/** For how long is measured. */
final class PaceOptions {
    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "the same before, unmeasured (default: 2s)")
    private Duration warmUp = Duration.ofSeconds(2);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "of a measurement (default: 10s)")
    private Duration duration = Duration.ofSeconds(10);

    Pace closedLoop() {
        return Pace.closedLoop(warmUp, duration);
    }

    /** @param perSecond requests that are due; 0: as fast as answers come */
    Pace at(double perSecond, long count) {
        return new Pace(perSecond, warmUp, duration, count);
    }
}
