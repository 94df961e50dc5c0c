package io.fastdfs.storage.report;

import io.fastdfs.storage.disk.Reserve;

/**
 * What the tracker decides for all storages.
 *
 * @param reserve space that uploads must leave free
 * @param addressWidth 16 or 46 bytes for an address in the answer to a file info query
 */
public record ClusterParameters(Reserve reserve, int addressWidth) {}
