package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.IpText;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions, loops, definitions and functions. */
class DirectivesTest {
    private static final Host HOST = new Host(
            "storage7",
            List.of(
                    IpText.parse("10.0.11.89").orElseThrow(),
                    IpText.parse("192.168.1.7").orElseThrow(),
                    IpText.parse("203.0.113.9").orElseThrow(),
                    IpText.parse("2001:db8::1").orElseThrow()));

    private static ConfFile parse(String... lines) throws IOException {
        return ConfFile.parse("test.conf", String.join("\n", lines), HOST);
    }

    private static List<String> items(String... lines) throws IOException {
        ConfFile file = parse(lines);
        assertThat(file.findings()).isEmpty();
        return file.items().stream()
                .map(item -> item.name() + "=" + item.value())
                .toList();
    }

    private static List<String> messages(String... lines) throws IOException {
        return parse(lines).findings().stream().map(Finding::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%{LOCAL_IP} in [10.0.11.89]|true",
                "%{LOCAL_IP} in [10.0.11.90, 203.0.113.9]|true",
                "%{LOCAL_IP}in[10.0.11.90]|false",
                "%{LOCAL_IP} in [10.0.0.0/16]|true",
                "%{LOCAL_IP} in [10.0.11.1/24]|true",
                "%{LOCAL_IP} in [10.1.0.0/16]|false",
                "%{LOCAL_IP} in [2001:DB8:0::1]|true",
                "%{LOCAL_IP} in [127.0.0.1]|false",
                "%{LOCAL_HOST} in [storage6,storage7]|true",
                "%{LOCAL_HOST} in [Storage7]|false",
                "%{ROLE} in [ a , b ]|true",
                "%{ROLE} in [c]|false",
            })
    void aConditionChoosesLines(String condition, boolean holds) throws IOException {
        assertThat(items("#@set ROLE = b", "  #@if " + condition, "x = yes", "\t#@else", "x = no", "#@endif ", "y = 1"))
                .containsExactly("x=" + (holds ? "yes" : "no"), "y=1");
    }

    @Test
    void withoutElseNothingIsLeft() throws IOException {
        assertThat(items("#@if %{LOCAL_HOST} in [other]", "x = 1", "#@endif")).isEmpty();
    }

    @Test
    void aConditionSeesOnlyDefinitionsAboveIt() throws IOException {
        assertThat(items(
                        "#@set A = 1",
                        "#@if %{A} in [1]",
                        "x = first",
                        "#@set A = 2",
                        "#@endif",
                        "#@if %{A} in [2]",
                        "y = second",
                        "#@endif",
                        "#@set A = 3"))
                .containsExactly("x=first", "y=second");
    }

    @Test
    void aMachineWithoutNetworkHasTheLoopbackAddress() throws IOException {
        Host alone = new Host("alone", List.of());
        ConfFile file = ConfFile.parse("t", "#@if %{LOCAL_IP} in [127.0.0.1]\nx = 1\n#@endif", alone);
        assertThat(file.items()).hasSize(1);
    }

    @Test
    void anUndefinedVariableMakesAConditionFalseWithAWarning() throws IOException {
        assertThat(messages("#@if %{NOBODY} in [1]", "x = 1", "#@endif"))
                .containsExactly(
                        "WARN test.conf line 1: %{NOBODY}: no #@set above defines it, so the condition is false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCAL_IP in [1]", "%{A} = [1]", "%{A} in 1", "%{A} in [1", "%{} in [1]", "%{A}"})
    void aConditionThatCannotBeReadIsAnError(String condition) throws IOException {
        assertThat(messages("#@if " + condition, "x = 1", "#@endif"))
                .containsExactly(
                        "ERROR test.conf line 1: #@if " + condition + ": allowed is #@if %{NAME} in [VALUE,VALUE]");
    }

    @Test
    void aNetworkOfAConditionHas8To30Bits() throws IOException {
        assertThat(messages("#@if %{LOCAL_IP} in [10.0.0.0/7]", "#@endif"))
                .containsExactly("ERROR test.conf line 1: 10.0.0.0/7: allowed is a network of IPv4 with 8 to 30 bits");
    }

    @Test
    void moreThan32ValuesAreAnError() throws IOException {
        String values = "1,".repeat(32) + "1";
        assertThat(messages("#@if %{A} in [" + values + "]", "#@endif"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ERROR");
    }

    @Test
    void anIfMustEnd() throws IOException {
        assertThat(messages("#@if %{LOCAL_HOST} in [x]", "x = 1"))
                .containsExactly("ERROR test.conf line 1: #@if: there is no #@endif below it");
    }

    @Test
    void anEndMustHaveABeginning() throws IOException {
        assertThat(messages("#@endif", "#@else", "#@endfor"))
                .containsExactly(
                        "ERROR test.conf line 1: #@endif: there is no #@if above it",
                        "ERROR test.conf line 2: #@else: there is no #@if above it",
                        "ERROR test.conf line 3: #@endfor: there is no #@for above it");
    }

    @Test
    void conditionsAreNotNested() throws IOException {
        assertThat(messages("#@if %{LOCAL_HOST} in [x]", "#@if %{LOCAL_HOST} in [x]", "#@endif", "#@endif"))
                .contains("ERROR test.conf line 2: #@if inside #@if: they cannot be nested");
    }

    @Test
    void textBehindAnEndIsAnErrorWhereCHangs() throws IOException {
        assertThat(messages("#@if %{LOCAL_HOST} in [x]", "#@else # not", "#@endif # x"))
                .containsExactly(
                        "ERROR test.conf line 3: #@endif # x: nothing may follow #@endif",
                        "ERROR test.conf line 2: #@else # not: nothing may follow #@else");
    }

    @Test
    void aLoopRepeatsItsLines() throws IOException {
        assertThat(items("#@for i from 0 to 2", "store_path{$i} = /disk{$i}/{$i}", "#@endfor"))
                .containsExactly("store_path0=/disk0/0", "store_path1=/disk1/1", "store_path2=/disk2/2");
    }

    @Test
    void aShortLineAtTheEndOfALoopIsNotLost() throws IOException {
        assertThat(items("#@for i from 1 to 2", "k{$i}=1", "#@endfor")).containsExactly("k1=1", "k2=1");
    }

    @Test
    void aLoopMayHaveAStep() throws IOException {
        assertThat(items("#@for n from 1 to 6 step 2 ", "k{$n} = x", "#@endfor"))
                .containsExactly("k1=x", "k3=x", "k5=x");
    }

    @Test
    void aLoopInAConditionRunsOnlyIfItHolds() throws IOException {
        assertThat(items(
                        "#@if %{LOCAL_HOST} in [x]",
                        "#@for i from 1 to 2",
                        "k{$i} = no",
                        "#@endfor",
                        "#@else",
                        "#@for i from 1 to 2",
                        "k{$i} = yes",
                        "#@endfor",
                        "#@endif"))
                .containsExactly("k1=yes", "k2=yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"i from 3 to 1", "i from 1 to 3 step 0", "i from a to b", "i from 1", "i 1 3", "i from 1 to 3 x"
            })
    void aLoopThatCHangsOnIsAnError(String range) throws IOException {
        assertThat(messages("#@for " + range, "k{$i} = 1", "#@endfor"))
                .containsExactly("ERROR test.conf line 1: #@for " + range + ": allowed is #@for " + Loop.FORM);
    }

    @Test
    void aLoopCannotFillTheMemory() throws IOException {
        assertThat(messages("#@for i from 1 to 999999999", "k{$i} = 1", "#@endfor"))
                .containsExactly("ERROR test.conf line 1: #@for i from 1 to 999999999: loops write more than "
                        + Directives.MAX_CHARS + " bytes");
    }

    @Test
    void loopsAreNotNested() throws IOException {
        assertThat(messages("#@for i from 1 to 2", "#@for j from 1 to 2", "#@endfor", "#@endfor"))
                .contains("ERROR test.conf line 2: #@for inside #@for: they cannot be nested");
    }

    @Test
    void variablesAreReplacedWhereTheFunctionAsksForIt() throws IOException {
        assertThat(items(
                        "#@set ROOT = /data",
                        "#@set LOGS = %{ROOT}/logs",
                        "#@function REPLACE_VARS",
                        "a = x%{ ROOT }y%{LOGS}z",
                        "b = %{ROOT}"))
                .containsExactly("a=x/datay/data/logsz", "b=%{ROOT}");
    }

    @Test
    void aFunctionSeesTheLastDefinitionOfTheFile() throws IOException {
        assertThat(items("#@set A = 1", "#@function REPLACE_VARS", "a = %{A}", "#@set A = 2"))
                .containsExactly("a=2");
    }

    @Test
    void anUnknownVariableStaysAsItIs() throws IOException {
        ConfFile file = parse("#@function REPLACE_VARS", "a = %{B} %{C");
        assertThat(file.find("", "a").orElseThrow().value()).isEqualTo("%{B} %{C");
        assertThat(file.findings()).singleElement().asString().contains("%{B}: no #@set defines it");
    }

    @Test
    void commandsAreNeverRun() throws IOException {
        ConfFile file = parse("#@set A = $(touch /tmp/never)", "#@function REPLACE_VARS", "a = <%{A}>");
        assertThat(file.find("", "a").orElseThrow().value()).isEqualTo("<>");
        assertThat(file.findings()).singleElement().asString().contains("commands are never run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "= 1"})
    void aDefinitionNeedsANameAndAnEqualsSign(String text) throws IOException {
        assertThat(messages("#@set " + text))
                .containsExactly("ERROR test.conf line 1: #@set " + text + ": allowed is #@set NAME = VALUE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inner|10.0.11.89,192.168.1.7",
                "private[1]|192.168.1.7",
                "inner[-1]|192.168.1.7",
                "outer|203.0.113.9,2001:db8::1",
                "OUTER[0]|203.0.113.9",
                "outer[5]|''",
            })
    void addressesOfThisMachineBecomeValues(String wanted, String addresses) throws IOException {
        assertThat(parse("#@function LOCAL_IP_GET", "bind_addr = " + wanted).all("", "bind_addr"))
                .extracting(Item::value)
                .containsExactly(addresses.split(","));
    }

    @Test
    void aFunctionIsAboutTheVeryNextLine() throws IOException {
        assertThat(messages("#@function REPLACE_VARS", "", "a = %{B}"))
                .containsExactly(
                        "ERROR test.conf line 2: #@function REPLACE_VARS: the very next line must be key = value");
        assertThat(messages("#@function REPLACE_VARS"))
                .singleElement()
                .asString()
                .contains("there is no line below it");
    }

    @Test
    void anUnknownFunctionLeavesTheValue() throws IOException {
        ConfFile file = parse("#@function MY_OWN", "a = 1");
        assertThat(file.find("", "a").orElseThrow().value()).isEqualTo("1");
        assertThat(file.findings()).extracting(Finding::severity).containsExactly(Severity.WARN);
    }

    @Test
    void librariesCannotBeLoaded() throws IOException {
        assertThat(messages("#@add_annotation F lib.so"))
                .singleElement()
                .asString()
                .startsWith("ERROR");
    }

    @Test
    void whatLooksLikeADirectiveAndIsNoneIsSaid() throws IOException {
        assertThat(messages("#@iff", "##include x", "#includes x"))
                .containsExactly("WARN test.conf line 1: #@iff: no directive, so it is a comment, as in C");
    }
}
