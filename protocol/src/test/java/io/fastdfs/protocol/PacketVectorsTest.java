package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FetchBinlog;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.SyncFile;
import io.fastdfs.protocol.storage.SyncName;
import io.fastdfs.protocol.storage.SyncRange;
import io.fastdfs.protocol.storage.TrunkAllocate;
import io.fastdfs.protocol.storage.TrunkSlot;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whole packets as the C library puts them on the wire, header and content included. */
class PacketVectorsTest {
    private static final String GROUP = "67726f75703100000000000000000000";
    private static final String PLAIN = "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt";
    private static final String APPENDER = "M00/00/01/wKgBZGVT8QKECrzeAAAAAK8IOy0045.log";
    private static final String REGENERATED = "M00/00/01/wKgBZGVT8WSAMzMzAAAAGAoXIKo045.log";
    private static final String HELLO_WORLD = "68656c6c6f20776f726c640a";

    /** The request gives these bytes before its content, and they give the request. */
    private static void assertPacket(Request request, Bytes packet, String content) throws FdfsException {
        byte[] expected = packet.hex(content).array();
        byte[] head = Bytes.of(BodyWriter.frame(request));
        assertThat(head).isEqualTo(Arrays.copyOf(expected, head.length));
        assertThat(request.contentBytes()).isEqualTo(expected.length - head.length);

        ByteBuffer received = ByteBuffer.wrap(expected);
        Header header = Header.decode(received);
        assertThat(header.bodyLength()).isEqualTo(received.remaining());
        assertThat(Codecs.request(request.command(), header.status(), new BodyReader(received)))
                .isEqualTo(request);
    }

    private static void assertReply(Command command, Object message, Bytes body) throws FdfsException {
        Codecs.Reply reply = Codecs.reply(command, body.reader());
        assertThat(reply.message()).isEqualTo(message);
        BodyWriter again = new BodyWriter();
        reply.encode(again);
        assertThat(Bytes.of(again)).isEqualTo(body.array());
    }

    @Test
    void upload() throws Exception {
        assertPacket(
                new UploadFile(false, -1, 12, "txt"),
                new Bytes().hex("000000000000001b 0b 00 ff 000000000000000c 747874000000"),
                HELLO_WORLD);
        assertReply(
                Command.UPLOAD_FILE,
                new FileNameReply("group1", PLAIN),
                new Bytes().hex(GROUP).text(PLAIN));
    }

    @Test
    void fileInfo() throws Exception {
        assertReply(
                Command.QUERY_FILE_INFO,
                new FileInfoReply(12, 1_700_000_000, 0xaf083b2d, "192.168.1.100", Width.IPV4),
                new Bytes().hex("000000000000000c 000000006553f100 ffffffffaf083b2d 3139322e3136382e312e313030000000"));
    }

    @Test
    void download() throws Exception {
        assertPacket(
                new DownloadFile(0, 0, "group1", PLAIN),
                new Bytes()
                        .hex("000000000000004c 0e 00 0000000000000000 0000000000000000" + GROUP)
                        .text(PLAIN),
                "");
        ByteBuffer answer = ByteBuffer.allocate(Header.BYTES);
        new Header(12, Command.RESPONSE.code, 0).encode(answer);
        assertThat(answer.array())
                .isEqualTo(new Bytes().hex("000000000000000c 64 00").array());
    }

    @Test
    void setMetadata() throws Exception {
        byte[] metadata = {'b', 2, '2', 1, 'a', 2, '1'};
        assertPacket(
                new SetMetadata(false, "group1", PLAIN, metadata),
                new Bytes()
                        .hex("0000000000000054 0d 00 000000000000002c 0000000000000007 4f" + GROUP)
                        .text(PLAIN)
                        .hex("62023201610231"),
                "");
    }

    @Test
    void append() throws Exception {
        assertPacket(
                new AppendFile(APPENDER, 4),
                new Bytes()
                        .hex("0000000000000040 18 00 000000000000002c 0000000000000004")
                        .text(APPENDER),
                "61626364");
    }

    @Test
    void slave() throws Exception {
        assertPacket(
                new UploadSlaveFile(PLAIN, "_150x150", "jpg", 2),
                new Bytes()
                        .hex("0000000000000054 15 00 000000000000002c 0000000000000002")
                        .hex("5f313530783135300000000000000000 6a7067000000")
                        .text(PLAIN),
                "6162");
    }

    @Test
    void delete() throws Exception {
        assertPacket(
                new DeleteFile("group1", PLAIN),
                new Bytes().hex("000000000000003c 0c 00" + GROUP).text(PLAIN),
                "");
    }

    @Test
    void reportServerId() throws Exception {
        assertPacket(
                new ReportServerId("100001"),
                new Bytes().hex("0000000000000010 09 00 31303030303100000000000000000000"),
                "");
    }

    @Test
    void syncCreateWithContent() throws Exception {
        assertPacket(
                new SyncFile(Command.SYNC_CREATE_FILE, 0, 12, 1_700_000_000, "group1", PLAIN),
                new Bytes()
                        .hex("000000000000005c 10 00 000000000000002c 000000000000000c 6553f100" + GROUP)
                        .text(PLAIN),
                HELLO_WORLD);
    }

    @Test
    void syncCreateOfWhatThePeerHas() throws Exception {
        assertPacket(
                new SyncFile(Command.SYNC_CREATE_FILE, Status.EEXIST.code(), 12, 1_700_000_000, "group1", PLAIN),
                new Bytes()
                        .hex("0000000000000050 10 11 000000000000002c 000000000000000c 6553f100" + GROUP)
                        .text(PLAIN),
                "");
    }

    @Test
    void syncAppend() throws Exception {
        assertPacket(
                new SyncRange(Command.SYNC_APPEND_FILE, 12, 4, 1_700_000_050, "group1", APPENDER),
                new Bytes()
                        .hex("000000000000005c 19 00 000000000000002c 000000000000000c 0000000000000004 6553f132"
                                + GROUP)
                        .text(APPENDER),
                "61626364");
    }

    @Test
    void syncRename() throws Exception {
        assertPacket(
                new SyncName(Command.SYNC_RENAME_FILE, 1_700_000_100, "group1", REGENERATED, APPENDER),
                new Bytes()
                        .hex("000000000000007c 28 00 000000000000002c 000000000000002c 6553f164" + GROUP)
                        .text(REGENERATED)
                        .text(APPENDER),
                "");
    }

    @Test
    void trunkAllocation() throws Exception {
        assertPacket(
                new TrunkAllocate("group1", 1024, 0),
                new Bytes().hex("0000000000000015 1b 00" + GROUP + "00000400 00"),
                "");
        assertReply(
                Command.TRUNK_ALLOC_SPACE,
                new TrunkSlot(0, 0, 5, 5, 4096, 1024),
                new Bytes().hex("00 00 05 00000005 00001000 00000400"));
    }

    @Test
    void fetchBinlog() throws Exception {
        assertPacket(new FetchBinlog("group1", 0), new Bytes().hex("0000000000000011 1a 00" + GROUP + "00"), "");
        assertThat(FetchBinlog.REPLY_LENGTH).isEqualTo(0x0400_0000_0000_0000L);
    }
}
