package io.fastdfs.client;

import static io.fastdfs.client.ScriptedCluster.CONTENT;
import static io.fastdfs.client.ScriptedServer.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.SetMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static final FileId ID = ScriptedCluster.idOf(CONTENT);

    @Test
    void recordsAndFieldsHaveTheirSeparators() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("width", "1024");
        metadata.put("empty", "");
        metadata.put("title", "Möwe");
        byte[] text = Metadata.encode(metadata);
        assertThat(text)
                .isEqualTo("width\u00021024\u0001empty\u0002\u0001title\u0002Möwe".getBytes(StandardCharsets.UTF_8));
        assertThat(Metadata.decode(text)).isEqualTo(metadata);
    }

    @Test
    void aNulEndsThemAndARecordWithoutAValueCountsNothing() {
        byte[] text = "a\u0002b\u0001torn\u0001c\u0002d\0e\u0002f".getBytes(StandardCharsets.UTF_8);
        assertThat(Metadata.decode(text)).isEqualTo(Map.of("a", "b", "c", "d"));
        assertThat(Metadata.decode(new byte[0])).isEmpty();
    }

    @Test
    void keysAndValuesThatAStorageWouldCutAreRefused() {
        String key = "k".repeat(64);
        String value = "é".repeat(128);
        assertThat(Metadata.encode(Map.of(key, value))).hasSize(64 + 1 + 256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metadata.encode(Map.of(key + "k", "")))
                .withMessage("metadata key has 65 bytes, 64 are allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metadata.encode(Map.of("a", value + "v")))
                .withMessage("metadata value of a has 257 bytes, 256 are allowed");
    }

    @Test
    void keysAndValuesThatAStorageWouldSplitAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.encode(Map.of("", "v")));
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.encode(Map.of("a\u0001", "v")));
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.encode(Map.of("a", "\u0002")));
        assertThatIllegalArgumentException().isThrownBy(() -> Metadata.encode(Map.of("a", "\0")));
    }

    @Test
    void metadataIsOverwrittenOrMergedAndAsked() throws IOException {
        Map<String, String> metadata = Map.of("author", "Möwe");
        byte[] text = Metadata.encode(metadata);
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            ScriptedServer storage = cluster.storage(answering(
                    peer -> peer.answer(Status.OK), peer -> peer.answer(Status.OK), peer -> peer.answer(text)));
            client.overwriteMetadata(ID, metadata);
            client.mergeMetadata(ID, metadata);
            assertThat(client.metadata(ID)).isEqualTo(metadata);
            assertThat(SetMetadata.decode(storage.frames().get(0).reader()))
                    .isEqualTo(new SetMetadata(false, ID.group(), ID.filename(), text));
            assertThat(SetMetadata.decode(storage.frames().get(1).reader()))
                    .isEqualTo(new SetMetadata(true, ID.group(), ID.filename(), text));
            assertThat(GetMetadata.decode(storage.frames().get(2).reader()))
                    .isEqualTo(new GetMetadata(ID.group(), ID.filename()));
        }
    }

    @Test
    void aFileWithoutMetadataHasAnEmptyMap() throws IOException {
        BodyWriter info = new BodyWriter();
        new FileInfoReply(CONTENT.length, 0, 0, "", Width.IPV4).encode(info);
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            cluster.storage(answering(peer -> peer.answer(Status.ENOENT), peer -> peer.answer(info)));
            assertThat(client.metadata(ID)).isEmpty();
        }
    }

    @Test
    void metadataOfAFileThatIsNotThereIsNotFound() throws IOException {
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            cluster.storage(answering(peer -> peer.answer(Status.ENOENT)));
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(() -> client.metadata(ID))
                    .withMessageEndingWith("no such file (2)");
        }
    }
}
