package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.CreateLink;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.UploadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to stored files: how they are made, followed and removed. */
class LinkTest {
    private static final byte[] CONTENT = "hello fastdfs\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path base;

    private TestStorage storage;
    private RawPeer peer;
    private FileId source;

    @BeforeEach
    void start() throws IOException {
        storage = new TestStorage(base.resolve("state"))
                .storePaths(base.resolve("p0"), base.resolve("p1"))
                .start();
        peer = storage.connect();
        source = peer.upload(CONTENT, "txt", false);
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        storage.close();
    }

    @Test
    void aLinkHasANameOfItsOwnAndTheContentOfItsSource() throws IOException {
        FileId link = link("", "jpg", "");

        assertThat(peer.download(link)).isEqualTo(CONTENT);
        FileName name = FileName.decode(link.filename());
        assertThat(name.kind()).isEqualTo(FileName.Kind.NORMAL);
        assertThat(name.size()).isEqualTo(CONTENT.length);
        assertThat(link.filename()).hasSize(FileName.NORMAL_LENGTH).endsWith(".jpg");
    }

    @Test
    void aLinkIsASymbolicLinkToTheAbsolutePathOfItsSource() throws IOException {
        FileId link = link("", "txt", "");
        Path target = Files.readSymbolicLink(storage.fileOf(link));
        assertThat(target).isAbsolute().isEqualTo(storage.fileOf(source));
    }

    @Test
    void aLinkIsLoggedWithItsSource() throws IOException {
        FileId link = link("", "txt", "");
        assertThat(storage.binlog().getLast())
                .matches("\\d+ L \\Q" + link.filename() + " " + source.filename() + "\\E");
    }

    @Test
    void aLinkMayBeASlaveOfAnotherFile() throws IOException {
        FileId master = uploadOnPath0();
        FileId link = link("_small", "png", master.filename());
        assertThat(link.filename()).isEqualTo(FileName.slave(master.filename(), "_small", "png"));
        assertThat(peer.download(link)).isEqualTo(CONTENT);
        assertThat(peer.status(request("_small", "png", master.filename()))).isEqualTo(Status.EEXIST);
    }

    @Test
    void theMasterOfALinkStandsOnTheStorePathOfItsSource() throws IOException {
        FileId other = TestStorage.idIn(peer.ask(new UploadFile(false, 1, CONTENT.length, "txt"), CONTENT));
        assertThat(other.filename()).startsWith("M01/");
        assertThat(peer.status(request("_small", "png", other.filename()))).isEqualTo(Status.EINVAL);
    }

    @Test
    void aLinkToNothingIsRefused() throws IOException {
        peer.ask(new DeleteFile(source.group(), source.filename()));
        assertThat(peer.status(request("", "txt", ""))).isEqualTo(Status.ENOENT);
    }

    @Test
    void aLinkToALinkIsRefused() throws IOException {
        source = link("", "txt", "");
        assertThat(peer.status(request("", "txt", ""))).isEqualTo(Status.EINVAL);
    }

    @Test
    void noCharacterOfALinkLeavesItsFolder() throws IOException {
        FileId master = uploadOnPath0();
        assertThat(peer.status(request("/../x", "png", master.filename()))).isEqualTo(Status.EINVAL);
    }

    @Test
    void theInfoOfALinkHasTheSizeOfItsContentAndTheTimeOfTheLink() throws IOException {
        FileId link = link("", "txt", "");
        Files.setLastModifiedTime(storage.fileOf(source), FileTime.fromMillis(1_000_000_000_000L));
        assertThat(peer.info(link).size()).isEqualTo(CONTENT.length);
        assertThat(peer.info(link).modifiedSeconds()).isGreaterThan(1_000_000_000L);
        assertThat(peer.info(source).modifiedSeconds()).isEqualTo(1_000_000_000L);
    }

    @Test
    void metadataStandsBesideTheLinkNotBesideItsSource() throws IOException {
        FileId link = link("", "txt", "");
        byte[] text = "a\u00021".getBytes(StandardCharsets.ISO_8859_1);
        peer.ask(new SetMetadata(false, link.group(), link.filename(), text));
        assertThat(peer.ask(new GetMetadata(link.group(), link.filename()))).isEqualTo(text);
        assertThat(peer.status(new GetMetadata(source.group(), source.filename())))
                .isEqualTo(Status.ENOENT);
    }

    @Test
    void deletingALinkLeavesItsSource() throws IOException {
        FileId link = link("", "txt", "");
        peer.ask(new DeleteFile(link.group(), link.filename()));
        assertThat(peer.download(source)).isEqualTo(CONTENT);
        assertThat(storage.binlog().getLast()).endsWith(" D " + link.filename());
    }

    @Test
    void deletingALinkThatIsASlaveRemovesItsSourceToo() throws IOException {
        FileId link = link("_small", "png", uploadOnPath0().filename());
        peer.ask(new DeleteFile(link.group(), link.filename()));
        assertThat(peer.status(new DownloadFile(0, 0, source.group(), source.filename())))
                .isEqualTo(Status.ENOENT);
        assertThat(storage.binlog())
                .extracting(line -> line.substring(line.indexOf(' ')))
                .endsWith(" D " + source.filename(), " D " + link.filename());
    }

    @Test
    void aSlaveLinkWhoseSourceIsGoneIsStillDeleted() throws IOException {
        FileId link = link("_small", "png", uploadOnPath0().filename());
        peer.ask(new DeleteFile(source.group(), source.filename()));
        assertThat(peer.status(new DownloadFile(0, 0, link.group(), link.filename())))
                .isEqualTo(Status.ENOENT);
        peer.ask(new DeleteFile(link.group(), link.filename()));
        assertThat(Files.isSymbolicLink(storage.fileOf(link))).isFalse();
    }

    @Test
    void nothingOutsideTheStorePathsIsDeletedThroughALink() throws IOException {
        Path outside = Files.write(base.resolve("outside"), CONTENT);
        FileId slave = new FileId(source.group(), FileName.slave(source.filename(), "_out", "txt"));
        Files.createSymbolicLink(storage.fileOf(slave), outside);
        peer.ask(new DeleteFile(slave.group(), slave.filename()));
        assertThat(outside).hasBinaryContent(CONTENT);
        assertThat(Files.isSymbolicLink(storage.fileOf(slave))).isFalse();
    }

    private FileId uploadOnPath0() throws IOException {
        return TestStorage.idIn(peer.ask(new UploadFile(false, 0, CONTENT.length, "txt"), CONTENT));
    }

    private CreateLink request(String prefix, String extension, String master) {
        return new CreateLink(source.group(), prefix, extension, master, source.filename(), "signature");
    }

    private FileId link(String prefix, String extension, String master) throws IOException {
        return TestStorage.idIn(peer.ask(request(prefix, extension, master)));
    }
}
