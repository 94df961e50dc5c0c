package io.fastdfs.storage.sync;

import io.fastdfs.protocol.tracker.StorageStatus;
import java.time.Duration;

/**
 * How far one peer is behind.
 *
 * @param peer its id
 * @param member as the tracker sees it
 * @param state what the sender does, in words, with its reason
 * @param records that it has not got yet
 * @param bytes of content in them, as far as the records say
 * @param oldest age of the oldest of them; zero if there is none
 * @param recordsPerSecond lately
 * @param setAside records that could not be sent since the start
 */
public record PeerStatus(
        String peer,
        StorageStatus member,
        String state,
        long records,
        long bytes,
        Duration oldest,
        double recordsPerSecond,
        long setAside) {}
