package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.CreateLink;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.FetchBinlog;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.UploadFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of files that a member gets which has lost a store path. */
class PathBinlogTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path base;

    private TestStorage storage;
    private RawPeer peer;

    @BeforeEach
    void start() throws IOException {
        storage = new TestStorage(base.resolve("state"))
                .storePaths(base.resolve("p0"), base.resolve("p1"))
                .start();
        peer = storage.connect();
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        storage.close();
    }

    private FileId upload(int storePath, boolean appender) throws IOException {
        return TestStorage.idIn(peer.ask(new UploadFile(appender, storePath, CONTENT.length, "txt"), CONTENT));
    }

    /** The lines for store path 0, after a look at what stands before and behind them. */
    private List<String> list() throws IOException {
        try (RawPeer asker = storage.connect()) {
            asker.send(BodyWriter.frame(new FetchBinlog(TestStorage.GROUP, 0)));
            Header header = Header.decode(ByteBuffer.wrap(asker.read(Header.BYTES)));
            assertThat(header).isEqualTo(new Header(1L << 58, Command.RESPONSE.code, 0));
            byte[] all = asker.readAll();
            int bytes = all.length - Long.BYTES;
            assertThat(ByteBuffer.wrap(all).getLong(bytes)).isEqualTo(bytes);
            String text = new String(all, 0, bytes, StandardCharsets.US_ASCII);
            assertThat(text).matches(lines -> lines.isEmpty() || lines.endsWith("\n"));
            return text.lines().toList();
        }
    }

    private static List<String> withoutTimes(List<String> lines) {
        return lines.stream().map(line -> line.replaceFirst("^[0-9]+ ", "")).toList();
    }

    @Test
    void aStorageWithoutFilesAnswersWithTheNumberZeroOnly() throws IOException {
        assertThat(list()).isEmpty();
    }

    @Test
    void filesOfTheAskedPathAreListedAsTheBinlogHasThem() throws IOException {
        upload(0, false);
        upload(1, false);
        FileId metadata = upload(0, true);
        peer.ask(new SetMetadata(false, metadata.group(), metadata.filename(), new byte[] {'a', 2, '1'}));
        assertThat(list())
                .hasSize(3)
                .isEqualTo(storage.binlog().stream()
                        .filter(line -> line.contains(" C M00/"))
                        .toList());
    }

    @Test
    void whatIsDeletedIsNotListedAndWhatIsRenamedIsANewFile() throws IOException {
        FileId deleted = upload(0, false);
        peer.ask(new DeleteFile(deleted.group(), deleted.filename()));
        FileId renamed =
                TestStorage.idIn(peer.ask(new RegenerateFilename(upload(0, true).filename())));
        assertThat(withoutTimes(list())).containsExactly("C " + renamed.filename());
    }

    @Test
    void theDiskSaysWhatIsALink() throws IOException {
        FileId source = upload(0, false);
        FileId link = TestStorage.idIn(
                peer.ask(new CreateLink(source.group(), "", "txt", "", source.filename(), "signature")));
        FileId becameFile = TestStorage.idIn(
                peer.ask(new CreateLink(source.group(), "", "txt", "", source.filename(), "signature")));
        FileId becameLink = upload(0, false);
        FileId dangling = upload(0, false);
        FileId outside = upload(0, false);
        replace(becameFile, null);
        replace(becameLink, storage.fileOf(source));
        replace(dangling, storage.fileOf(source).resolveSibling("gone"));
        replace(outside, Files.write(base.resolve("outside"), CONTENT));
        assertThat(withoutTimes(list()))
                .containsExactly(
                        "C " + source.filename(),
                        "L " + link.filename() + " " + source.filename(),
                        "C " + becameFile.filename(),
                        "L " + becameLink.filename() + " " + source.filename(),
                        "C " + outside.filename());
    }

    /** Makes a link of a file, or, without a target, a file of a link. */
    private void replace(FileId id, @Nullable Path target) throws IOException {
        Files.delete(storage.fileOf(id));
        if (target == null) {
            Files.write(storage.fileOf(id), CONTENT);
        } else {
            Files.createSymbolicLink(storage.fileOf(id), target);
        }
    }

    @Test
    void linesThatAreNoRecordsAreLeftOut() throws IOException {
        Path binlog = base.resolve("state/data/sync/binlog.000");
        peer.close();
        storage.close();
        Files.writeString(
                binlog, "1760000000 l \n1760000000 C M07/00/00/name-of-no-path\nnonsense\n", StandardOpenOption.APPEND);
        start();
        FileId file = upload(0, false);
        assertThat(withoutTimes(list())).containsExactly("C " + file.filename());
    }

    @Test
    void thousandsOfFilesComeWhole() throws IOException {
        FileId file = upload(0, false);
        String line = storage.binlog().getFirst() + "\n";
        peer.close();
        storage.close();
        Files.writeString(base.resolve("state/data/sync/binlog.000"), line.repeat(9999), StandardOpenOption.APPEND);
        start();
        assertThat(list()).hasSize(10_000).containsOnly(line.strip());
        assertThat(line).contains(file.filename());
    }

    @Test
    void anotherGroupAndAnUnknownPathAreRefused() throws IOException {
        assertThat(peer.status(new FetchBinlog("group2", 0))).isEqualTo(Status.EINVAL);
        try (RawPeer other = storage.connect()) {
            assertThat(other.status(new FetchBinlog(TestStorage.GROUP, 2))).isEqualTo(Status.EINVAL);
        }
        try (RawPeer other = storage.connect()) {
            assertThat(other.status(new FetchBinlog(TestStorage.GROUP, 255))).isEqualTo(Status.EINVAL);
        }
    }
}
