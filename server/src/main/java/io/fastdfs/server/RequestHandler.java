package io.fastdfs.server;

import io.fastdfs.protocol.Header;
import java.io.IOException;

/** What a daemon does with a request. */
public interface RequestHandler {
    /**
     * Reads the body from the connection and answers it.
     *
     * @throws io.fastdfs.protocol.FdfsException to refuse: the loop answers with its status and reads on
     * @throws IOException if the peer is lost, or the stream is out of step: the loop closes the connection
     */
    void handle(Connection peer, Header request) throws IOException;

    /** Called once, after the connection is closed for whatever reason. */
    default void closed(Connection peer) {}
}
