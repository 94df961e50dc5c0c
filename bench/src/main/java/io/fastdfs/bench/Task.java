package io.fastdfs.bench;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryStore;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation that is to be done once.
 *
 * @param file null for an upload
 * @param appender of an upload: the file can be appended to
 * @param offset of a range
 * @param length of a range, of what is uploaded, or of what is appended
 * @param number that what is uploaded or appended begins with
 * @param verify the answer is compared with what was stored
 */
record Task(
        Operation operation,
        @Nullable StoredFile file,
        boolean appender,
        long offset,
        long length,
        long number,
        boolean verify) {
    private static final String EXTENSION = "bin";
    private static final byte[] METADATA =
            "author\u0002bench\u0001height\u0002768\u0001width\u00021024".getBytes(StandardCharsets.ISO_8859_1);

    /** The question to the tracker before it, or all of it. */
    Request toTracker(Optional<String> group) {
        if (file == null) {
            return new QueryStore(false, group.orElse(null));
        }
        Command command = operation.changesFile() ? Command.SERVICE_QUERY_UPDATE : Command.SERVICE_QUERY_FETCH_ONE;
        return new QueryFetch(command, file.group(), file.filename());
    }

    /** @param storePath for an upload; -1: the storage chooses */
    Request toStorage(int storePath) {
        if (operation == Operation.UPLOAD) {
            return new UploadFile(appender, storePath, length, EXTENSION);
        }
        StoredFile of = Objects.requireNonNull(file, "only an upload needs no file");
        String group = of.group();
        String name = of.filename();
        return switch (operation) {
            case APPEND -> new AppendFile(name, length);
            case DOWNLOAD -> new DownloadFile(0, 0, group, name);
            case RANGE -> new DownloadFile(offset, length, group, name);
            case INFO -> new QueryFileInfo(0, group, name);
            case SET_METADATA -> new SetMetadata(false, group, name, METADATA);
            case GET_METADATA -> new GetMetadata(group, name);
            case DELETE -> new DeleteFile(group, name);
            case UPLOAD, QUERY_STORE, QUERY_FETCH -> throw new IllegalStateException(operation + " on a storage");
        };
    }

    /** Bytes that go to the storage behind the request. */
    long contentToSend() {
        return operation == Operation.UPLOAD || operation == Operation.APPEND ? length : 0;
    }

    /** Bytes of content that went one way or the other. */
    long contentBytes(Answer answer) {
        return operation.fetchesContent() ? answer.length() : contentToSend();
    }

    /** The new file of an upload. */
    StoredFile stored(Answer answer) throws FdfsException {
        FileNameReply name = FileNameReply.decode(answer.body());
        return new StoredFile(name.group(), name.filename(), length, number);
    }

    /**
     * Looks whether this is what must come.
     *
     * @return what is wrong; empty if nothing is
     * @throws FdfsException if the answer cannot be read
     */
    Optional<String> fault(Answer answer, Content content) throws FdfsException {
        return switch (operation) {
            case UPLOAD -> verify ? uploadFault(answer, content) : Optional.empty();
            case DOWNLOAD -> downloadFault(answer, content);
            case RANGE -> rangeFault(answer, content);
            case INFO -> verify ? infoFault(answer) : Optional.empty();
            case APPEND, SET_METADATA, GET_METADATA, DELETE, QUERY_STORE, QUERY_FETCH -> Optional.empty();
        };
    }

    private Optional<String> uploadFault(Answer answer, Content content) throws FdfsException {
        boolean same = stored(answer).crc32() == content.crc32(number, 0, length);
        return same ? Optional.empty() : Optional.of("the id has another CRC32 than what was stored");
    }

    private Optional<String> downloadFault(Answer answer, Content content) throws FdfsException {
        StoredFile of = Objects.requireNonNull(file);
        if (of.size() != StoredFile.UNKNOWN_SIZE && of.size() != answer.length()) {
            return Optional.of("another size than what was stored");
        }
        if (!verify) {
            return Optional.empty();
        }
        int stored = of.number() == StoredFile.NO_NUMBER ? of.crc32() : content.crc32(of.number(), 0, of.size());
        return stored == answer.crc32() ? Optional.empty() : Optional.of("another content than what was stored");
    }

    private Optional<String> rangeFault(Answer answer, Content content) {
        StoredFile of = Objects.requireNonNull(file);
        if (answer.length() != length && of.size() != StoredFile.UNKNOWN_SIZE) {
            return Optional.of("another length than the range");
        }
        boolean same = !verify || content.crc32(of.number(), offset, length) == answer.crc32();
        return same ? Optional.empty() : Optional.of("another content than what was stored");
    }

    private Optional<String> infoFault(Answer answer) throws FdfsException {
        StoredFile of = Objects.requireNonNull(file);
        FileInfoReply info = FileInfoReply.decode(answer.body());
        boolean same = (of.size() == StoredFile.UNKNOWN_SIZE || info.size() == of.size()) && info.crc32() == of.crc32();
        return same ? Optional.empty() : Optional.of("another size or CRC32 than what was stored");
    }
}
