package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes and folders that the C library computed. */
class HashedFolderTest {
    @ParameterizedTest
    @CsvSource({
        "wKgBZGVT8QCAEjRWAAAADK8IOy0, 159346688, 70/00, 0C/00, 00/00",
        "CgAAB2VT8QEAAAABQAAAABI0Vng, 149578359, 62/77, 62/13, 02/07",
        "rBAFCWVT8QSAf___AAAAAAAAAAA, 140458673, 3A/B1, 3A/4D, 0A/01",
    })
    void theHashOfANameChoosesItsFolder(String name, int hash, String of256, String of100, String of16) {
        assertThat(HashedFolder.pjw(name)).isEqualTo(hash);
        assertThat(HashedFolder.of(name, 256)).isEqualTo(of256);
        assertThat(HashedFolder.of(name, 100)).isEqualTo(of100);
        assertThat(HashedFolder.of(name, 16)).isEqualTo(of16);
    }

    @ParameterizedTest
    @CsvSource({"AAAAAQ, 55/61", "AAAABQ, 55/71"})
    void aTrunkFileIsPlacedByItsNumber(String number, String folder) {
        assertThat(HashedFolder.of(number, 256)).isEqualTo(folder);
    }
}
