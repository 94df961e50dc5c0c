package io.fastdfs.protocol;

/** A request without a body: the command says it all. */
public record EmptyRequest(Command command) implements Request {
    public static EmptyRequest decode(Command command, BodyReader body) throws FdfsException {
        body.end();
        return new EmptyRequest(command);
    }

    @Override
    public void encode(BodyWriter body) {
        // Nothing follows the header.
    }
}
