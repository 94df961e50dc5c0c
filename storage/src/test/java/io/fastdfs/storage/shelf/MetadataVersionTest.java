package io.fastdfs.storage.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataVersionTest {
    private static final MetadataVersion TEXT = MetadataVersion.text(10, 0x8000_0000);

    @Test
    void theLaterSecondIsGreater() {
        assertThat(MetadataVersion.text(11, 0)).isGreaterThan(MetadataVersion.deletion(10));
    }

    @Test
    void inOneSecondADeletionIsGreaterThanATextAndOfTextsTheGreaterCrc32() {
        assertThat(MetadataVersion.deletion(10)).isGreaterThan(TEXT);
        assertThat(TEXT).isGreaterThan(MetadataVersion.text(10, 0x7FFF_FFFF));
    }

    @Test
    void aSuccessorIsOfItsOwnSecondIfThatIsLater() {
        assertThat(MetadataVersion.text(11, 1).after(TEXT)).isEqualTo(MetadataVersion.text(11, 1));
    }

    @Test
    void aSuccessorIsOfTheFirstSecondInWhichItIsNotLess() {
        assertThat(MetadataVersion.text(9, 0x8000_0001).after(TEXT)).isEqualTo(MetadataVersion.text(10, 0x8000_0001));
        assertThat(MetadataVersion.text(10, 1).after(TEXT)).isEqualTo(MetadataVersion.text(11, 1));
        assertThat(MetadataVersion.deletion(10).after(TEXT)).isEqualTo(MetadataVersion.deletion(10));
        assertThat(TEXT.after(MetadataVersion.deletion(10))).isEqualTo(MetadataVersion.text(11, TEXT.crc32()));
    }
}
