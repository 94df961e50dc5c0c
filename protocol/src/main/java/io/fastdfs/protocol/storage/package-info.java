/**
 * Messages that a storage receives and answers, from clients, from the other storages of its group and from trackers. Each
 * request names the record of its answer; what names none is answered with a header alone.
 *
 * <p>Of clients: {@link UploadFile} and its kin (11 to 15, 20 to 24, 34, 36, 38). Between storages: {@link SyncFile} and
 * its kin (9, 16 to 19, 25, 35, 37, 40) replicate, {@link FetchBinlog} (26) is for a lost disk, {@link TrunkAllocate} and
 * its kin (27 to 33) share the slots of trunk files. Requests without a body, of which 31 and 32 come from a tracker, are
 * {@link io.fastdfs.protocol.EmptyRequest}s. Content never is part of a record: it streams behind the encoded head.
 */
@NullMarked
package io.fastdfs.protocol.storage;

import org.jspecify.annotations.NullMarked;
