package io.fastdfs.protocol;

/** A message that asks for something: it knows its command and writes its body. */
public interface Request {
    Command command();

    /** Writes the body, but for the content of {@link #contentBytes} that streams behind it. */
    void encode(BodyWriter body);

    /** Bytes of file content that follow what {@link #encode} writes; they count into the body length. */
    default long contentBytes() {
        return 0;
    }

    /** The status byte of the request header; most commands send 0. */
    default int status() {
        return 0;
    }
}
