package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.UploadFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store path whose disk does not answer is no matter of the others. */
class SlowDiskTest {
    private static final byte[] CONTENT = TestStorage.bytes(4096);
    /** More than there are carriers for virtual threads. */
    private static final int HANGING = Runtime.getRuntime().availableProcessors() + 2;

    @TempDir
    private Path base;

    private final AtomicInteger atTheDisk = new AtomicInteger();
    private final List<RawPeer> waiting = new ArrayList<>();
    private FaultyDisk disk;
    private TestStorage storage;
    private RawPeer peer;
    private Path pipe;
    private @Nullable FileChannel writer;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        pipe = base.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        disk = new FaultyDisk();
        storage = new TestStorage(base.resolve("state"))
                .storePaths(base.resolve("slow"), base.resolve("other"))
                .disk(disk)
                .start();
        peer = storage.connect();
    }

    @AfterEach
    void stop() throws IOException {
        answerAgain();
        for (RawPeer slow : waiting) {
            slow.close();
        }
        peer.close();
        storage.close();
        if (writer != null) {
            writer.close();
        }
    }

    @Test
    void otherStorePathsAreServedWhileOneDoesNotAnswer() throws IOException {
        FileId onSlow = uploadTo(0);
        FileId onOther = uploadTo(1);
        disk.beforeOpen(path -> {
            if (path.startsWith(base.resolve("slow"))) {
                hang();
            }
        });
        for (int i = 0; i < HANGING; i++) {
            RawPeer slow = storage.connect();
            waiting.add(slow);
            slow.send(BodyWriter.frame(new DownloadFile(0, 0, onSlow.group(), onSlow.filename())));
        }
        await().until(() -> atTheDisk.get() == HANGING);
        assertThat(peer.download(onOther)).isEqualTo(CONTENT);
        assertThat(peer.download(uploadTo(1))).isEqualTo(CONTENT);
        answerAgain();
        for (RawPeer slow : waiting) {
            assertThat(slow.answer()).isEqualTo(CONTENT);
        }
    }

    private FileId uploadTo(int storePathIndex) throws IOException {
        return TestStorage.idIn(peer.ask(new UploadFile(false, storePathIndex, CONTENT.length, "bin"), CONTENT));
    }

    /** Opening a pipe for reading waits for a writer inside the system, as a call to a disk does, and keeps the carrier. */
    private void hang() throws IOException {
        atTheDisk.incrementAndGet();
        FileChannel.open(pipe, StandardOpenOption.READ).close();
    }

    private void answerAgain() throws IOException {
        if (writer == null) {
            writer = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }
}
