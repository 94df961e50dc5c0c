package io.fastdfs.tracker.cluster;

import io.fastdfs.tracker.state.Damage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code storage_sync_timestamp.dat}: a line for each storage, {@code group,id,seconds,seconds,…}: up to when each storage
 * of the group has its changes. Lines and columns are in the order of {@link StoragesFile}.
 */
final class SyncTimesFile {
    private static final int FIRST_TIME = 2;
    private static final long MAX_SECONDS = 0xFFFF_FFFFL;

    private SyncTimesFile() {}

    static String write(List<Group> groups) {
        StringBuilder text = new StringBuilder();
        for (Group group : groups) {
            List<Storage> members = group.inJoinOrder().stream()
                    .filter(storage -> !storage.isTombstone())
                    .toList();
            for (Storage source : members) {
                text.append(group.name).append(',').append(source.id());
                for (Storage member : members) {
                    text.append(',').append(member.syncedUntil.getOrDefault(source.id(), 0L));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    static void read(String text, Groups groups, Damage damage) {
        Map<String, List<String[]>> byGroup = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                String[] columns = line.strip().split(",", -1);
                if (columns.length < FIRST_TIME || groups.find(columns[0]) == null) {
                    damage.add("line " + number + " is \"" + line + "\"");
                } else {
                    byGroup.computeIfAbsent(columns[0], _ -> new ArrayList<>()).add(columns);
                }
            }
        }
        if (number == 1
                && byGroup.isEmpty()
                && groups.inOrder().stream().anyMatch(group -> !group.storages().isEmpty())) {
            damage.add("it has no line of any storage");
        }
        if (!text.isBlank() && !text.endsWith("\n")) {
            damage.add("its last line has no end");
        }
        byGroup.forEach((name, lines) -> {
            Group group = groups.find(name);
            if (group != null) {
                read(group, lines, damage);
            }
        });
    }

    /** The lines themselves say whose each column is, so that one storage that is missing shifts nothing. */
    private static void read(Group group, List<String[]> lines, Damage damage) {
        for (String[] line : lines) {
            Storage source = group.findNamed(line[1]);
            if (source == null || line.length - FIRST_TIME > lines.size()) {
                damage.add("\"" + String.join(",", line) + "\" is not of " + lines.size() + " storages of the group");
                continue;
            }
            for (int i = FIRST_TIME; i < line.length; i++) {
                Storage member = group.findNamed(lines.get(i - FIRST_TIME)[1]);
                long seconds = seconds(line[i], damage);
                if (member != null && seconds > 0) {
                    member.syncedUntil.put(source.id(), seconds);
                }
            }
        }
    }

    private static long seconds(String text, Damage damage) {
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > MAX_SECONDS) {
            damage.add("\"" + text + "\" is no time");
            return 0;
        }
        return Long.parseLong(text);
    }
}
