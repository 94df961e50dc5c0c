package io.fastdfs.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.UploadFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A peer that writes and reads frames on one socket, whole or torn. */
final class RawPeer implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    RawPeer(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    void send(ByteBuffer frame) throws IOException {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        send(bytes);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a request with its content and returns the body of the answer; another status than OK throws. */
    byte[] ask(Request request, byte[] content) throws IOException {
        send(BodyWriter.frame(request));
        send(content);
        return answer();
    }

    byte[] ask(Request request) throws IOException {
        return ask(request, new byte[0]);
    }

    byte[] answer() throws IOException {
        byte[] header = new byte[Header.BYTES];
        in.readFully(header);
        Header answer = Header.decode(ByteBuffer.wrap(header));
        byte[] body = new byte[(int) answer.bodyLength()];
        in.readFully(body);
        if (answer.status() != 0) {
            throw new FdfsException(new Status(answer.status()), "answer");
        }
        return body;
    }

    /** The status of the answer to a request. */
    Status status(Request request, byte[] content) throws IOException {
        send(BodyWriter.frame(request));
        send(content);
        return answerStatus();
    }

    Status status(Request request) throws IOException {
        return status(request, new byte[0]);
    }

    Status answerStatus() throws IOException {
        try {
            answer();
            return Status.OK;
        } catch (FdfsException e) {
            return e.status();
        }
    }

    FileId upload(byte[] content, String extension, boolean appender) throws IOException {
        return TestStorage.idIn(ask(new UploadFile(appender, -1, content.length, extension), content));
    }

    byte[] download(FileId id) throws IOException {
        return ask(new DownloadFile(0, 0, id.group(), id.filename()));
    }

    FileInfoReply info(FileId id) throws IOException {
        byte[] body = ask(new QueryFileInfo(0, id.group(), id.filename()));
        return FileInfoReply.decode(new BodyReader(ByteBuffer.wrap(body)));
    }

    /** Reads so many bytes of an answer that the test looks at itself. */
    byte[] read(int bytes) throws IOException {
        byte[] read = new byte[bytes];
        in.readFully(read);
        return read;
    }

    /** Reads until the server closes the connection. */
    byte[] readAll() throws IOException {
        return in.readAllBytes();
    }

    /** True once the server has closed the connection. */
    boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
