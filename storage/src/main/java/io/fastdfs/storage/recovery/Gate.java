package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.Header;
import io.fastdfs.server.Connection;
import io.fastdfs.server.RequestHandler;
import java.io.IOException;

/**
 * Turns clients away until the store paths are complete: whoever asks is cut off at once, as if nobody listened, and goes to
 * another member.
 */
public final class Gate implements RequestHandler {
    private final RequestHandler behind;
    private volatile boolean open;

    public Gate(RequestHandler behind) {
        this.behind = behind;
    }

    public void open() {
        open = true;
    }

    @Override
    public void handle(Connection peer, Header request) throws IOException {
        if (open) {
            behind.handle(peer, request);
        } else {
            peer.close();
        }
    }

    @Override
    public void closed(Connection peer) {
        behind.closed(peer);
    }
}
