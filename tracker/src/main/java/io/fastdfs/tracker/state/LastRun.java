package io.fastdfs.tracker.state;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code .tracker_status}: {@code up_time=} and {@code last_check_time=}, by which a tracker that comes back knows
 * for how long it was down.
 */
public final class LastRun {
    private static final Logger log = LoggerFactory.getLogger(LastRun.class);
    private static final Pattern LAST_CHECK = Pattern.compile("(?m)^\\s*last_check_time\\s*=\\s*(\\d{1,18})\\s*$");

    private final StateFolder folder;

    public LastRun(StateFolder folder) {
        this.folder = folder;
    }

    /** When the last run was alive, in Unix seconds; empty if that is not known. */
    public OptionalLong lastAliveSeconds() throws IOException {
        String text = folder.read(StateFolder.LAST_RUN).orElse("");
        Matcher found = LAST_CHECK.matcher(text);
        if (found.find()) {
            return OptionalLong.of(Long.parseLong(found.group(1)));
        }
        if (!text.isEmpty()) {
            log.warn("{}/{} has no last_check_time: taken for a first start", folder, StateFolder.LAST_RUN);
        }
        return OptionalLong.empty();
    }

    /** This run is alive. */
    public void note(long startSeconds, long nowSeconds) throws IOException {
        folder.replace(StateFolder.LAST_RUN, "up_time=" + startSeconds + "\nlast_check_time=" + nowSeconds + "\n");
    }
}
