/** Messages that a tracker receives and answers, from clients, storages and other trackers. */
@NullMarked
package io.fastdfs.protocol.tracker;

import org.jspecify.annotations.NullMarked;
