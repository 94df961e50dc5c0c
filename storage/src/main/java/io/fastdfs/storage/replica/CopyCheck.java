package io.fastdfs.storage.replica;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.group.Source;
import io.fastdfs.storage.upload.ReceivedContent;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a whole file that another storage has sent is the file that it says, by the CRC32 in its name.
 *
 * <p>The CRC may differ although nothing is wrong: links have a random one, files of FastDFS 5.11 and older another kind. So
 * where it differs the sender's file is read once more: what comes twice alike is what the sender has, and only a copy that
 * differs from its source is refused.
 */
public final class CopyCheck {
    private static final Logger log = LoggerFactory.getLogger(CopyCheck.class);

    private final Membership membership;
    private final Fetch fetch;

    public CopyCheck(Membership membership, Fetch fetch) {
        this.membership = membership;
        this.fetch = fetch;
    }

    /** @throws FdfsException EIO if the copy is not what its source has: the sender sends it again */
    void accept(Connection peer, String filename, ReceivedContent content) throws IOException {
        FileName name = FileName.decode(filename);
        boolean carriesCrc = name.kind() == FileName.Kind.NORMAL && !filename.endsWith(Place.METADATA);
        if (!carriesCrc || content.crc32() == name.crc32()) {
            return;
        }
        Optional<Member> sender = sender(peer);
        if (sender.isEmpty()) {
            // C's senders introduce themselves on one of their connections only.
            log.warn("{} has another CRC32 than its name, and its sender is not known", filename);
            return;
        }
        int there;
        try {
            there = fetch.crc32At(sender.get(), filename);
        } catch (FdfsException e) {
            log.warn(
                    "{} has another CRC32 than its name; storage {}: {}",
                    filename,
                    sender.get().id(),
                    e.getMessage());
            return;
        }
        if (there != content.crc32()) {
            throw new FdfsException(
                    Status.EIO,
                    filename + " has arrived damaged from storage "
                            + sender.get().id());
        }
        log.info(
                "{} has another CRC32 than its name at storage {} too",
                filename,
                sender.get().id());
    }

    private Optional<Member> sender(Connection peer) {
        return peer.attachment() instanceof Source(String id, boolean _) ? membership.member(id) : Optional.empty();
    }
}
