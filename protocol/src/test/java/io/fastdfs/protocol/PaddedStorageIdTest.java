package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.tracker.DeleteStorage;
import io.fastdfs.protocol.tracker.ListStorages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Some clients send the id of a storage in 15 bytes, NUL padded; to C it is a string that ends there. */
class PaddedStorageIdTest {
    private static final String PADDED = "group1" + "\0".repeat(10) + "127.0.0.1" + "\0".repeat(6);

    @Test
    void aPaddedIdIsThatIdInAList() throws FdfsException {
        assertThat(ListStorages.decode(body(PADDED))).isEqualTo(new ListStorages("group1", "127.0.0.1"));
    }

    @Test
    void aPaddedIdIsThatIdInADeletion() throws FdfsException {
        assertThat(DeleteStorage.decode(body(PADDED))).isEqualTo(new DeleteStorage("group1", "127.0.0.1"));
    }

    private static BodyReader body(String bytes) {
        return new BodyReader(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
