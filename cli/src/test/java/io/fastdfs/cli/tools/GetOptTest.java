package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GetOptTest {
    @Test
    void optionsMayFollowOperands() throws Exception {
        GetOpt got = GetOpt.parse("ns", List.of("conf", "-s", "id", "-n"));
        assertThat(got.operands()).containsExactly("conf", "id");
        assertThat(got.has('s')).isTrue();
        assertThat(got.has('n')).isTrue();
    }

    @Test
    void severalOptionsMayShareOneArgument() throws Exception {
        GetOpt got = GetOpt.parse("hc:Ad", List.of("-Adc", "file"));
        assertThat(got.has('A')).isTrue();
        assertThat(got.value('c', "")).isEqualTo("file");
        assertThat(got.operands()).isEmpty();
    }

    @Test
    void aValueMayStandRightBehindItsLetter() throws Exception {
        assertThat(GetOpt.parse("c:", List.of("-cfile")).value('c', "")).isEqualTo("file");
    }

    @Test
    void theLastOfTwoOptionsThatExcludeEachOtherCounts() throws Exception {
        assertThat(GetOpt.parse("AN", List.of("-A", "-N")).last("AN")).isEqualTo('N');
        assertThat(GetOpt.parse("AN", List.of()).last("AN")).isEqualTo(GetOpt.NONE);
    }

    @Test
    void twoDashesEndTheOptions() throws Exception {
        GetOpt got = GetOpt.parse("s", List.of("--", "-s", "-"));
        assertThat(got.operands()).containsExactly("-s", "-");
        assertThat(got.options()).isEmpty();
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> GetOpt.parse("c:", List.of("-x")))
                .isInstanceOf(GetOpt.Misuse.class)
                .hasMessage("invalid option -- 'x'");
        assertThatThrownBy(() -> GetOpt.parse("c:", List.of("-:")))
                .isInstanceOf(GetOpt.Misuse.class)
                .hasMessage("invalid option -- ':'");
    }

    @Test
    void anOptionWithoutItsValueIsNamed() {
        assertThatThrownBy(() -> GetOpt.parse("c:", List.of("-c")))
                .isInstanceOf(GetOpt.Misuse.class)
                .hasMessage("option requires an argument -- 'c'");
    }
}
