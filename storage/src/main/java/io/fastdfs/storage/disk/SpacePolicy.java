package io.fastdfs.storage.disk;

/**
 * What the trackers say about new files.
 *
 * @param reserve what must stay free
 * @param mostFreeFirst the store path with most space is taken; else one after the other
 */
public record SpacePolicy(Reserve reserve, boolean mostFreeFirst) {}
