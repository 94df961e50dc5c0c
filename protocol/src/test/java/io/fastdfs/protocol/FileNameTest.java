package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that the C library made and read, and names of files in clusters of C 6.16.1. */
class FileNameTest {
    private static final String PLAIN = "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt";
    private static final String APPENDER = "M00/00/01/wKgBZGVT8QKECrzeAAAAAK8IOy0045.log";
    private static final String IN_TRUNK = "M00/00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042.png";
    private static final String LARGE = "M01/0A/FF/CgAAB2VT8QEAAAABQAAAABI0Vng123.iso";

    @ParameterizedTest
    @CsvSource({
        "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, c0a80164 6553f100 80123456 0000000c af083b2d",
        "M00/00/00/oYYBAGVT8QCAEjRWAAAADK8IOy0123.txt, a1860100 6553f100 80123456 0000000c af083b2d",
        "M01/0A/FF/CgAAB2VT8QEAAAABQAAAABI0Vng123.iso, 0a000007 6553f101 00000001 40000000 12345678",
        "M00/00/01/wKgBZGVT8QKECrzeAAAAAK8IOy0045.log, c0a80164 6553f102 840abcde 00000000 af083b2d",
        "M00/00/01/ooYBAGVT8QKECrzeAAAAAK8IOy0045.log, a2860100 6553f102 840abcde 00000000 af083b2d",
        "M00/00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042.png, c0a80164 6553f103 88654321 000003e8 deadbeef",
        "M00/00/05/oYYBAGVT8QOIZUMhAAAD6N6tvu8ABLWhwP__AAAAAQA042.png, a1860100 6553f103 88654321 000003e8 deadbeef",
        "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123_150x150.jpg, c0a80164 6553f100 80123456 0000000c af083b2d",
        "M00/00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042_s.png, c0a80164 6553f103 88654321 000003e8 deadbeef",
        "M00/1F/02/rBAFCWVT8QSAf___AAAAAAAAAAA9876543, ac100509 6553f104 807fffff 00000000 00000000",
        "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0.tar.gz, c0a80164 6553f100 80123456 0000000c af083b2d",
        "M00/00/00/CgECAGVT8QWAAAABAAAADK8IOy0123.txt, 0a010200 6553f105 80000001 0000000c af083b2d",
        "M00/00/00/WHpMR2VT8QaAIiIiAAAADK8IOy0123.txt, 587a4c47 6553f106 80222222 0000000c af083b2d",
        "M00/00/01/wKgBZGVT8WSAMzMzAAAAGAoXIKo045.log, c0a80164 6553f164 80333333 00000018 0a1720aa",
        "M00/00/00/wKgBZE18bQAAAAAAAAAADK8IOy0123.txt, c0a80164 4d7c6d00 00000000 0000000c af083b2d",
        "M00/00/01/wKgBZGVT8QKECrzeAAAAAK8IOy0045_big.log, c0a80164 6553f102 840abcde 00000000 af083b2d",
        "M00/00/00/fwAAC2sCywiAXFDhAAAADg4Qul0519.txt, 7f00000b 6b02cb08 805c50e1 0000000e 0e10ba5d",
        "M00/00/02/fwAAC2sCywiEGSKEAAAAANZPox4989.jpg, 7f00000b 6b02cb08 84192284 00000000 d64fa31e",
        "M00/00/00/oYYBAGsCy32AZh4jAAAADg4Qul0008.txt, a1860100 6b02cb7d 80661e23 0000000e 0e10ba5d",
        "M00/00/01/fwAAC2sCywiAJD5ZAASwEacHOOk.tar.gz, 7f00000b 6b02cb08 80243e59 0004b011 a70738e9",
        "M01/00/00/fwAAC2sCy0SIIkiBAAAADg4Qul0AAAAAgAAAAAAAAEA199.txt, 7f00000b 6b02cb44 88224881 0000000e 0e10ba5d",
        "M00/00/00/oYYBAGsCy7SIIvOYAAAAAAAAAAAAAAAAQACdwAAAAEA521.dat, a1860100 6b02cbb4 8822f398 00000000 00000000",
    })
    void aNameIsMadeOfTwentyBytesAndGivesThemBack(String filename, String raw) throws Exception {
        FileName name = FileName.decode(filename);
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(raw.replace(" ", "")));
        assertThat(name)
                .isEqualTo(new FileName(filename, bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getInt()));
        assertThat(FileName.encode(name.source(), name.createdSeconds(), name.sizeAndFlags(), name.crc32()))
                .isEqualTo(filename.substring(10, 37));
    }

    @ParameterizedTest
    @CsvSource({
        "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, NORMAL, 12",
        "M01/0A/FF/CgAAB2VT8QEAAAABQAAAABI0Vng123.iso, NORMAL, 5368709120",
        "M00/00/01/wKgBZGVT8QKECrzeAAAAAK8IOy0045.log, APPENDER, -1",
        "M00/00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042.png, NORMAL, 1000",
        "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123_150x150.jpg, SLAVE, -1",
        "M00/00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042_s.png, SLAVE, -1",
        "M00/1F/02/rBAFCWVT8QSAf___AAAAAAAAAAA9876543, NORMAL, 0",
        "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0.tar.gz, NORMAL, 12",
        "M00/00/01/wKgBZGVT8WSAMzMzAAAAGAoXIKo045.log, NORMAL, 24",
        "M00/00/00/wKgBZE18bQAAAAAAAAAADK8IOy0123.txt, NORMAL, 12",
        "M00/00/01/wKgBZGVT8QKECrzeAAAAAK8IOy0045_big.log, APPENDER, -1",
    })
    void flagsAndLengthTellTheKindAndOnlyANormalNameKnowsTheSize(String filename, FileName.Kind kind, long size)
            throws Exception {
        assertThat(FileName.decode(filename).kind()).isEqualTo(kind);
        assertThat(FileName.decode(filename).size()).isEqualTo(size);
    }

    @Test
    void aSlaveThatIsNoLongerThanAMasterIsTakenForANormalFile() throws Exception {
        String slave = "M00/" + FileName.slave(PLAIN.substring(4), "_abc", "");
        assertThat(slave).hasSize(FileName.NORMAL_LENGTH);
        assertThat(FileName.decode(slave).kind()).isEqualTo(FileName.Kind.NORMAL);
    }

    @Test
    void aSlaveAsLongAsANameInATrunkFileIsTakenForOne() throws Exception {
        String slave = "M00/" + FileName.slave(IN_TRUNK.substring(4), "_big", "");
        assertThat(FileName.decode(slave).isTrunk()).isTrue();
        assertThat(FileName.decode(PLAIN + "0123456789abcdef").isTrunk()).isFalse();
    }

    @Test
    void formsWithoutMaskBitAreRead() throws Exception {
        FileName appender = FileName.decode(name((1L << 58) + 77, "123.txt"));
        FileName slot = FileName.decode(name((1L << 59) + (5L << 32) + 1000, "AAAABQAAEAAAAAQA123.txt"));
        assertThat(appender.kind()).isEqualTo(FileName.Kind.APPENDER);
        assertThat(slot.isTrunk()).isTrue();
        assertThat(slot.size()).isEqualTo(1000);
    }

    private static String name(long sizeAndFlags, String rest) {
        return "M00/00/00/" + FileName.encode(0x0a000001, 1_300_000_000, sizeAndFlags, 0) + rest;
    }

    @ParameterizedTest
    @CsvSource({
        "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, 0, 192.168.1.100",
        "M00/00/00/oYYBAGVT8QCAEjRWAAAADK8IOy0123.txt, 100001, ''",
        "M00/00/01/ooYBAGVT8QKECrzeAAAAAK8IOy0045.log, 100002, ''",
        "M00/00/00/CgECAGVT8QWAAAABAAAADK8IOy0123.txt, 131338, ''", // Written by 10.1.2.0.
        "M00/00/00/WHpMR2VT8QaAIiIiAAAADK8IOy0123.txt, 0, 88.122.76.71", // Written by an IPv6 address.
    })
    void theSourceIsAStorageIdOrAnAddress(String filename, int storageId, String address) throws Exception {
        assertThat(FileName.decode(filename).sourceStorageId()).isEqualTo(storageId);
        assertThat(FileName.decode(filename).sourceAddress()).isEqualTo(address);
    }

    @Test
    void sourcesAreBuilt() throws Exception {
        assertThat(FileName.sourceOfStorageId(100_001)).isEqualTo(0xa1860100);
        assertThat(FileName.sourceOfAddress(InetAddress.getByName("192.168.1.100")))
                .isEqualTo(0xc0a80164);
        assertThat(FileName.sourceOfAddress(InetAddress.getByName("2409:8a20:42d:2f40:587a:4c47:72c0:ad8e")))
                .isEqualTo(0x587a4c47);
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.sourceOfStorageId(0));
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.sourceOfStorageId(1 << 24));
    }

    @Test
    void namesOfEachKindAreBuilt() {
        int address = 0xc0a80164;
        String folder = "M00/00/00/";
        assertThat(folder + FileName.encode(address, 0x6553f100, FileName.plainSize(12, 0x123456), 0xaf083b2d)
                        + "123.txt")
                .isEqualTo(PLAIN);
        assertThat("M01/0A/FF/" + FileName.encode(0x0a000007, 0x6553f101, FileName.plainSize(5L << 30, -1), 0x12345678)
                        + "123.iso")
                .isEqualTo(LARGE);
        assertThat("M00/00/01/" + FileName.encode(address, 0x6553f102, FileName.appenderSize(0x0abcde), 0xaf083b2d)
                        + "045.log")
                .isEqualTo(APPENDER);
        assertThat("M00/00/05/" + FileName.encode(address, 0x6553f103, FileName.trunkSize(1000, 0x654321), 0xdeadbeef)
                        + new TrunkPart(5, 4096, 1024).encode() + "042.png")
                .isEqualTo(IN_TRUNK);
    }

    @Test
    void onlyTwentyThreeBitsAreRandom() {
        assertThat(FileName.plainSize(0, -1)).isEqualTo(0x807f_ffff_0000_0000L);
        assertThat(FileName.appenderSize(-1)).isEqualTo(0x847f_ffff_0000_0000L);
        assertThat(FileName.trunkSize(0, -1)).isEqualTo(0x887f_ffff_0000_0000L);
    }

    @Test
    void aSlotHoldsLessThanFourGibibytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.trunkSize(1L << 32, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.trunkSize(-1, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "M00/00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042.png, 5, 4096, 1024, 000005,"
                + " 46 00000400 000003e8 deadbeef 6553f103 3034322e706e67",
        "M00/00/05/oYYBAGVT8QOIZUMhAAAD6N6tvu8ABLWhwP__AAAAAQA042.png, 1234567, 67107840, 1024, 1234567,"
                + " 46 00000400 000003e8 deadbeef 6553f103 3034322e706e67",
        "M01/00/00/fwAAC2sCy0SIIkiBAAAADg4Qul0AAAAAgAAAAAAAAEA199.txt, 2, 0, 256, 000002,"
                + " 46 00000100 0000000e 0e10ba5d 6b02cb44 3139392e747874",
        "M00/00/00/oYYBAGsCy7SIIvOYAAAAAAAAAAAAAAAAQACdwAAAAEA521.dat, 1, 161536, 256, 000001,"
                + " 46 00000100 00000000 00000000 6b02cbb4 3532312e646174",
    })
    void aNameInATrunkFileTellsTheSlotAndItsHeader(
            String filename, int trunkFile, int offset, int size, String trunkFileName, String header)
            throws Exception {
        FileName name = FileName.decode(filename);
        TrunkPart part = Objects.requireNonNull(name.trunkPart());
        assertThat(part).isEqualTo(new TrunkPart(trunkFile, offset, size));
        assertThat(part.encode()).isEqualTo(filename.substring(37, 53));
        assertThat(part.trunkFileName()).isEqualTo(trunkFileName);

        byte[] onDisk = HexFormat.of().parseHex(header.replace(" ", ""));
        SlotHeader expected = Objects.requireNonNull(name.slotHeader(SlotHeader.FILE));
        assertThat(SlotHeader.decode(new BodyReader(ByteBuffer.wrap(onDisk)))).isEqualTo(expected);
        BodyWriter again = new BodyWriter();
        expected.encode(again);
        byte[] written = new byte[SlotHeader.BYTES];
        again.frame(0, 0, 0).position(Header.BYTES).get(written);
        assertThat(written).isEqualTo(onDisk);
    }

    @Test
    void aNameThatIsInNoTrunkFileHasNoSlot() throws Exception {
        assertThat(FileName.decode(PLAIN).trunkPart()).isNull();
        assertThat(FileName.decode(IN_TRUNK.replace("042.png", "042_s.png")).slotHeader(SlotHeader.FILE))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 300, b5036240, group1/M00/00/00/fwAAC2sCywiARF7yAAABLLUDYkA696.bin",
        "0, 286725, 2155ed08, group1/M00/00/02/fwAAC2sCywiATrDTAARgBSFV7Qg017.mp4",
        "0, 71680, 4a7fe018, group1/M00/00/00/fwAADGsCywiAHwmvAAEYAEp_4Bg409.png", // Was an appender.
        "0, 0, 00000000, group1/M00/00/02/fwAAC2sCywiACwbsAAAAAAAAAAA756.dat",
        "0, 14, 0e10ba5d, group1/M01/00/00/fwAAC2sCy0-ISJ_kAAAADg4Qul0AAAAAgACXwAAAAEA730.txt",
        "0, 71680, 4a7fe018, group1/M01/00/00/fwAAC2sCy0SIDWe8AAEYAEp_4BgAAAAAgAAGAAAARkA975.png",
        "100001, 307217, a70738e9, group1/M00/00/01/oYYBAGsCy32AeIdvAASwEacHOOk.tar.gz",
        "100002, 5120, d64fa31e, group1/M00/00/00/ooYBAGsCy32ANO1XAAAUANZPox4070.jpg",
        "100001, 5120, d64fa31e, group1/M00/00/00/oYYBAGsCy7SIUQaSAAAUANZPox4AAAAAQAABgAAABUA762.jpg",
    })
    void idsOfStoredFilesTellTheirSizeAndChecksum(int storageId, long size, String crc32, String id) throws Exception {
        FileName name = FileName.decode(FileId.parse(id).filename());
        assertThat(name.size()).isEqualTo(size);
        assertThat(HexFormat.of().toHexDigits(name.crc32())).isEqualTo(crc32);
        assertThat(name.sourceStorageId()).isEqualTo(storageId);
    }

    /** What libfastcommon 1.86 decodes. */
    @ParameterizedTest
    @CsvSource({
        "wKgBZGVT8QCAEjRWAAAADK8IOy1, c0a801646553f100801234560000000caf083b2d", // Two bits too many.
        "!!!!ZGVT8QCAEjRWAAAADK8IOy0, 646553f100801234560000000caf083b2d000000",
        "wKgBZGVT8QC%%%%AADK8IOy0AAA, c0a801646553f100800032bc20ecb40000000000",
        "wKgB!GVT8QCAEjRWAAAADK8IOy0, 00a8011954fc4020048d15800000032bc20e0000", // No multiple of 4.
        "wKgBZGVT8QCAEjRWAAAADK8IOy., c0a801646553f100801234560000000caf083b00",
        ".KgBZGVT8QCAEjRWAAAADK8IOy0, 00a801646553f100801234560000000caf083b00",
        "wKgBZGVT8QCAEjRWAAAADK8IO.., 00a801646553f100801234560000000caf083800", // A third pad.
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~, 0000000000000000000000000000000000000000",
        "\u00e9\u00e9\u00e9\u00e9ZGVT8QCAEjRWAAAADK8IOy0, 646553f100801234560000000caf083b2d000000",
    })
    void badBase64IsReadAsCReadsIt(String encoded, String raw) throws Exception {
        FileName name = FileName.decode("M00/00/00/" + encoded + "123.txt");
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(raw));
        assertThat(name)
                .isEqualTo(
                        new FileName(name.filename(), bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getInt()));
    }

    @Test
    void aNameTooShortForItsFactsIsRefused() {
        assertThatThrownBy(() -> FileName.decode(PLAIN.substring(0, 36))).isInstanceOf(FdfsException.class);
    }

    @ParameterizedTest
    @CsvSource({"'', 7654321, 1234567", "txt, 21, 120.txt", "tar.gz, 9, .tar.gz", "c, 12345, 54321.c"})
    void aTailIsDigitsThenTheExtension(String extension, int random, String tail) {
        assertThat(FileName.tail(extension, random)).isEqualTo(tail);
    }

    @Test
    void anExtensionHasAtMostSixCharacters() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.tail("torrent", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, _150x150, jpg, 00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123_150x150.jpg",
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, _150x150, .jpg, 00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123_150x150.jpg",
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, -m, txt, 00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123-m.txt",
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, _abc, '', 00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123_abc",
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, '', md5, 00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.md5",
        "00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042.png, _big, '',"
                + " 00/05/wKgBZGVT8QOIZUMhAAAD6N6tvu8AAAABQAAEAAAAAQA042_big",
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy01234567, _s, jpg, 00/00/wKgBZGVT8QCAEjRWAAAADK8IOy01234567_s.jpg",
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0.tar.gz, _s, jpg, 00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0_s.jpg",
    })
    void aSlaveIsNamedAfterItsMaster(String master, String prefix, String extension, String slave) throws Exception {
        assertThat(FileName.slave(master, prefix, extension)).isEqualTo(slave);
    }

    @ParameterizedTest
    @CsvSource({
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, -m, ''", // Is the metadata file.
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt, '', txt", // Is the master.
        "00/00/wKgBZGVT8QCAEjRWAAAADK8IOy01234567, '', ''",
        "00/00/short.txt, _s, jpg",
    })
    void aSlaveNameThatIsTakenIsRefused(String master, String prefix, String extension) {
        assertThatThrownBy(() -> FileName.slave(master, prefix, extension))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EINVAL));
    }
}
