package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.IpText.Reach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0:0:0:0:0:0:0:0|::",
                "2001:DB8:0:0:1:0:0:1|2001:db8::1:0:0:1",
                "::1|::1",
                "fd00:0::2|fd00::2",
                "1:0:3:4:5:6:7:8|1:0:3:4:5:6:7:8",
                "1:2:3:4:5:6:0:0|1:2:3:4:5:6::",
                "10:0:0:0:100:0:0:0|10::100:0:0:0",
                "::ffff:10.0.0.1|10.0.0.1",
                "10.0.0.1|10.0.0.1",
                "010.000.0.1|10.0.0.1",
            })
    void anAddressHasOneText(String text, String shortest) {
        assertThat(IpText.parse(text).map(IpText::of)).contains(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.256", "10.0.0", "1", "10.0.0.1.2", "localhost", "fe80::1%lo", "[::1]", ":", "1::2::3"
            })
    void everythingElseIsNone(String text) {
        assertThat(IpText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,PRIVATE_10",
        "172.16.0.1,PRIVATE_172",
        "172.31.255.255,PRIVATE_172",
        "172.32.0.1,OUTER",
        "192.168.0.1,PRIVATE_192",
        "203.0.113.1,OUTER",
        "2001:db8::1,OUTER",
        "1.1.1.1,UNKNOWN",
        "::1,UNKNOWN"
    })
    void anAddressIsReachableFromSomewhere(String address, Reach reach) {
        assertThat(IpText.reach(address)).isEqualTo(reach);
    }
}
