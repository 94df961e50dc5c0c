/** Messages that a storage receives and answers, from clients and from the other storages of its group. */
@NullMarked
package io.fastdfs.protocol.storage;

import org.jspecify.annotations.NullMarked;
