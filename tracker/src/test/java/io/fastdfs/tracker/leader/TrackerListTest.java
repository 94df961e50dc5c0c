package io.fastdfs.tracker.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trackers of a cluster, as joining storages name them. */
class TrackerListTest {
    private final TrackerList list = new TrackerList();

    @Test
    void aTrackerFindsItselfByTheAddressThatTheStorageHasReached() throws FdfsException {
        list.learn(List.of("10.0.0.1:22122", "10.0.0.2:22122"), List.of("10.0.0.2"), 22122);
        assertThat(list.self()).map(TrackerAddress::text).contains("10.0.0.2:22122");
        assertThat(list.others()).extracting(TrackerAddress::text).containsExactly("10.0.0.1:22122");
    }

    @Test
    void behindAMappedPortItIsTheOnlyOneWithTheAddress() throws FdfsException {
        list.learn(List.of("10.0.0.1:32768", "10.0.0.2:22122"), List.of("172.17.0.2", "10.0.0.1"), 22122);
        assertThat(list.self()).map(TrackerAddress::text).contains("10.0.0.1:32768");
    }

    @Test
    void aListWithoutThisTrackerIsRefused() {
        assertThatThrownBy(() -> list.learn(List.of("10.0.0.1:22122"), List.of("10.0.0.9"), 22122))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.ENOENT));
        assertThat(list.all()).isEmpty();
    }

    @Test
    void laterListsOnlyAddTrackersAndSecondAddresses() throws FdfsException {
        list.learn(List.of("10.0.0.1:22122", "10.0.0.2:22122"), List.of("10.0.0.1"), 22122);
        boolean grown = list.learn(List.of("10.0.0.1,203.0.113.1:22122"), List.of("10.0.0.1"), 22122);
        assertThat(grown).isFalse();
        assertThat(list.all()).hasSize(2);
        assertThat(list.find("203.0.113.1", 22122)).isEqualTo(list.self());
    }

    @Test
    void moreThanSixteenAreRefused() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= 16; i++) {
            lines.add("10.0.0." + i + ":22122");
        }
        assertThatThrownBy(() -> list.learn(lines, List.of("10.0.0.1"), 22122))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.ENOSPC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":22122", "tracker:22122", "10.0.0.1:0", "10.0.0.1:70000", "10.0.0.1:x", "[::1:2", "1,2,3:4"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> TrackerAddress.parse(text))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EINVAL));
    }

    @Test
    void ipv6StandsInBracketsAndAPortMayBeMissing() throws FdfsException {
        assertThat(TrackerAddress.parse("[10.0.0.1,2001:db8::1]:1").addresses())
                .containsExactly("10.0.0.1", "2001:db8::1");
        assertThat(TrackerAddress.parse("10.0.0.1").port()).isEqualTo(22122);
    }

    @Test
    void aPeerIsToldTheAddressOfItsOwnNetwork() throws FdfsException {
        TrackerAddress tracker = TrackerAddress.parse("10.0.0.1,203.0.113.1:22122");
        assertThat(tracker.forPeer("198.51.100.7").address()).isEqualTo("203.0.113.1");
        assertThat(tracker.forPeer("10.9.9.9").address()).isEqualTo("10.0.0.1");
        assertThat(tracker.forPeer("192.168.1.1").address()).isEqualTo("10.0.0.1");
    }
}
