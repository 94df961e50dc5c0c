package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.identity.Identity;
import io.fastdfs.tracker.state.Damage;
import io.fastdfs.tracker.state.Section;
import io.fastdfs.tracker.state.Sections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code storage_servers_new.dat}: the storages of each group in the order in which they came, in C's layout. Those that
 * have left are not in it.
 */
final class StoragesFile {
    /** The file of a tracker without storages. */
    static final String NONE = write(List.of(), false);

    private static final String GLOBAL = "Global";
    /** About as many; so the text of a large cluster, written at each join, is not copied as it grows. */
    private static final int SECTION_CHARACTERS = 1400;

    private static final int MAX_PATHS = 256;
    private static final int MAX_PORT = 65_535;
    /** C keeps no space of single store paths, and not these counters. */
    private static final Set<Field> NOT_KEPT = EnumSet.of(
            Field.TOTAL_MODIFY_COUNT,
            Field.SUCCESS_MODIFY_COUNT,
            Field.TOTAL_TRUNCATE_COUNT,
            Field.SUCCESS_TRUNCATE_COUNT,
            Field.TOTAL_MODIFY_BYTES,
            Field.SUCCESS_MODIFY_BYTES,
            Field.LAST_SYNCED_TIMESTAMP,
            Field.LAST_HEART_BEAT_TIME);

    private StoragesFile() {}

    static String write(List<Group> groups, boolean withIds) {
        int storages = 1;
        for (Group group : groups) {
            storages += group.storages().size();
        }
        StringBuilder text = new StringBuilder(storages * SECTION_CHARACTERS);
        int count = 0;
        for (Group group : groups) {
            for (Storage storage : group.inJoinOrder()) {
                if (!storage.isTombstone()) {
                    count++;
                    text.append("# storage: ")
                            .append(IpText.withPort(storage.currentAddress(), storage.port))
                            .append('\n');
                    Sections.write(
                            text, String.format(Locale.ROOT, "Storage%03d", count), values(group, storage, withIds));
                }
            }
        }
        text.append("\n[")
                .append(GLOBAL)
                .append("]\n\tstorage_count=")
                .append(count)
                .append('\n');
        return text.toString();
    }

    private static Map<String, Object> values(Group group, Storage storage, boolean withIds) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (withIds) {
            values.put("id", storage.id());
        }
        values.put("group_name", group.name);
        values.put("ip_addr", storage.currentAddress());
        values.put("status", storage.status().code);
        values.put("version", storage.version);
        values.put("join_time", storage.joinSeconds);
        values.put("storage_port", storage.port);
        values.put("sync_src_server", storage.sourceId);
        values.put("sync_until_timestamp", storage.untilSeconds);
        values.put("total_mb", storage.totalMegabytes);
        values.put("free_mb", storage.freeMegabytes);
        values.put("changelog_offset", storage.toldLogBytes);
        values.put("store_path_count", storage.storePathCount);
        values.put("subdir_count_per_path", storage.subdirCount);
        values.put("upload_priority", storage.uploadPriority);
        for (Field field : Field.values()) {
            if (!NOT_KEPT.contains(field)) {
                values.put(key(field), storage.counters.value(field));
            }
        }
        values.put(key(Field.LAST_SYNCED_TIMESTAMP), storage.lastSyncedSeconds);
        values.put(key(Field.LAST_HEART_BEAT_TIME), storage.lastBeatSeconds);
        return values;
    }

    private static String key(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    static void read(String text, Groups groups, Identities identities, Damage damage) {
        List<Section> sections = Sections.parse(text, damage);
        long announced = -1;
        int read = 0;
        for (Section section : sections) {
            if (section.name().equals(GLOBAL)) {
                announced = section.number("storage_count");
            } else if (addStorage(section, groups, identities)) {
                read++;
            }
        }
        if (read != announced) {
            damage.add(read + " storages can be read, "
                    + (announced < 0 ? "and the end of the file is missing" : announced + " are announced"));
        }
        groups.inOrder().forEach(group -> checkSources(group, damage));
    }

    private static boolean addStorage(Section section, Groups groups, Identities identities) {
        Group group = groups.find(section.text("group_name"));
        int port = section.number("storage_port", MAX_PORT);
        Identity who = group == null ? null : who(section, group, port, identities);
        StorageStatus status = status(section);
        if (group == null || who == null || port == 0 || status == StorageStatus.NONE) {
            section.damage().add("[" + section.name() + "] is no storage of this cluster");
            return false;
        }
        Storage storage = new Storage(who);
        fill(storage, section);
        storage.setPort(port);
        storage.setStatus(StatusRules.afterRestart(status));
        try {
            if (group.find(who.id()) != null) {
                throw FdfsException.invalid("storage " + who.id() + " is there already");
            }
            group.add(storage);
        } catch (FdfsException e) {
            section.damage().add("[" + section.name() + "]: " + e.getMessage());
            return false;
        }
        return true;
    }

    private static StorageStatus status(Section section) {
        try {
            return StorageStatus.of(section.number("status", StorageStatus.NONE.code));
        } catch (FdfsException _) {
            return StorageStatus.NONE;
        }
    }

    /** With ids, one that the file names by its address is looked up: it was written before there were ids. */
    private static @Nullable Identity who(Section section, Group group, int port, Identities identities) {
        String address = section.text("ip_addr");
        try {
            String id = identities.useIds() && section.find("id").isPresent()
                    ? section.text("id")
                    : identities.idOf(group.name, address, port);
            return identities.reported(group.name, id, address);
        } catch (FdfsException _) {
            return null;
        }
    }

    private static void fill(Storage storage, Section section) {
        storage.connectedFrom(section.text("ip_addr"));
        storage.version = section.text("version");
        storage.joinSeconds = section.number("join_time");
        storage.sourceId = section.text("sync_src_server");
        storage.untilSeconds = section.number("sync_until_timestamp");
        storage.totalMegabytes = section.number("total_mb");
        storage.freeMegabytes = section.number("free_mb");
        storage.toldLogBytes = section.number("changelog_offset");
        storage.storePathCount = section.number("store_path_count", MAX_PATHS);
        storage.subdirCount = section.number("subdir_count_per_path", MAX_PATHS);
        storage.uploadPriority = section.signedNumber("upload_priority");
        StorageCounters counters = StorageCounters.none();
        for (Field field : Field.values()) {
            if (!NOT_KEPT.contains(field)) {
                counters = counters.with(field, section.number(key(field)));
            }
        }
        storage.counters = counters;
        storage.lastSyncedSeconds = section.number(key(Field.LAST_SYNCED_TIMESTAMP));
        storage.lastBeatSeconds = section.number(key(Field.LAST_HEART_BEAT_TIME));
    }

    private static void checkSources(Group group, Damage damage) {
        for (Storage storage : group.storages()) {
            if (!storage.sourceId.isEmpty()) {
                Storage source = group.findNamed(storage.sourceId);
                if (source == null) {
                    damage.add("storage " + storage.id() + " is filled by " + storage.sourceId
                            + ", which is not in group " + group.name);
                }
                storage.sourceId = source == null ? "" : source.id();
            }
        }
    }
}
