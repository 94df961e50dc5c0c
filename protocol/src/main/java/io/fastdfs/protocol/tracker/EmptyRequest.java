package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Request;

/** A request without a body: the command says it all. */
public record EmptyRequest(Command command) implements Request {
    @Override
    public void encode(BodyWriter body) {
        // Nothing follows the header.
    }
}
