package io.fastdfs.conf;

import java.util.List;

/** The key {@code tracker_server}, which names every tracker of a cluster, one a line. */
final class TrackerServers {
    private static final int TRACKER_PORT = 22122;
    private static final int MAX_TRACKERS = 16;

    private TrackerServers() {}

    static Key<List<ServerAddress>> declare(KeyList keys) {
        Kind<ServerAddress> kind = new Kind<>(
                "server",
                ServerAddress.ALLOWED,
                text -> ServerAddress.parse(text, TRACKER_PORT),
                ServerAddress::toString);
        return keys.repeated("tracker_server", kind, 1, MAX_TRACKERS, "required")
                .means("a tracker, once a line, in any order; port 22122 if it is left out")
                .differs(
                        "more than 16 are refused, where C drops them; a port that is no number is refused, where C takes"
                                + " 0; an IPv4 and an IPv6 address may stand together")
                .honoured();
    }
}
