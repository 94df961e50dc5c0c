package io.fastdfs.tracker.cluster;

import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.state.Damage;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the groups with what the files of the last run say, or those of another tracker. */
final class Restoring {
    private static final Logger log = LoggerFactory.getLogger(Restoring.class);

    private final Groups groups;
    private final Policy.StoreServer storeServerRule;
    private final Identities identities;
    private final ReplicationProgress progress;
    private final StateFolder folder;

    Restoring(
            Groups groups,
            Policy.StoreServer storeServerRule,
            Identities identities,
            ReplicationProgress progress,
            StateFolder folder) {
        this.groups = groups;
        this.storeServerRule = storeServerRule;
        this.identities = identities;
        this.progress = progress;
        this.folder = folder;
    }

    /**
     * Reads all that can be read, and keeps the files of which something cannot.
     *
     * @return false if something could not
     * @throws IOException if the disk does not answer, or there are only lists of a time that this tracker cannot read
     */
    boolean restore() throws IOException {
        Optional<String> groupsText = folder.read(StateFolder.GROUPS);
        if (groupsText.isEmpty() && folder.read(StateFolder.OLD_GROUPS).isPresent()) {
            throw new IOException(folder + "/" + StateFolder.OLD_GROUPS + " is a list of FastDFS 4 or before;"
                    + " start fdfs_trackerd 5 or 6 on it once, which converts it");
        }
        Optional<String> storagesText = folder.read(StateFolder.STORAGES);
        Optional<String> timesText = folder.read(StateFolder.SYNC_TIMES);
        Damage inGroups = new Damage(folder, StateFolder.GROUPS);
        Damage inStorages = new Damage(folder, StateFolder.STORAGES);
        Damage inTimes = new Damage(folder, StateFolder.SYNC_TIMES);
        groupsText.ifPresent(text -> GroupsFile.read(text, groups, storeServerRule, inGroups));
        storagesText.ifPresent(text -> StoragesFile.read(text, groups, identities, inStorages));
        timesText.ifPresent(text -> SyncTimesFile.read(text, groups, inTimes));
        if (groupsText.isPresent() && storagesText.isEmpty()) {
            log.warn("{}/{} is missing: storages are unknown until they join", folder, StateFolder.STORAGES);
        }
        inGroups.keepFile();
        inStorages.keepFile();
        inTimes.keepFile();
        groups.inOrder().stream().flatMap(group -> group.storages().stream()).forEach(progress::summarize);
        return groupsText.isPresent() == storagesText.isPresent() && !inGroups.found() && !inStorages.found();
    }
}
