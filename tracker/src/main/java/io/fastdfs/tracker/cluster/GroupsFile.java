package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.tracker.state.Damage;
import io.fastdfs.tracker.state.Section;
import io.fastdfs.tracker.state.Sections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code storage_groups_new.dat}: the groups by name, in C's layout. */
final class GroupsFile {
    private static final String GLOBAL = "Global";
    private static final int MAX_PATHS = 256;
    private static final int MAX_PORT = 65_535;

    private GroupsFile() {}

    static String write(List<Group> groups) {
        StringBuilder text = new StringBuilder();
        Sections.write(text, GLOBAL, Map.of("group_count", groups.size()));
        int number = 0;
        for (Group group : groups) {
            number++;
            text.append("# group: ").append(group.name).append('\n');
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("group_name", group.name);
            values.put("storage_port", group.shape.port());
            values.put("store_path_count", group.shape.storePathCount());
            values.put("subdir_count_per_path", group.shape.subdirCount());
            values.put("current_trunk_file_id", group.trunk.fileId());
            values.put("trunk_server", group.trunk.server());
            values.put("last_trunk_server", group.trunk.lastServer());
            Sections.write(text, String.format(Locale.ROOT, "Group%03d", number), values);
        }
        return text.toString();
    }

    static void read(String text, Groups into, Policy.StoreServer storeServerRule, Damage damage) {
        List<Section> sections = Sections.parse(text, damage);
        long announced = sections.stream()
                .filter(section -> section.name().equals(GLOBAL))
                .mapToLong(section -> section.number("group_count"))
                .findFirst()
                .orElse(-1);
        for (Section section : sections) {
            if (!section.name().equals(GLOBAL)) {
                addGroup(section, into, storeServerRule);
            }
        }
        if (into.inOrder().size() != announced) {
            damage.add(into.inOrder().size() + " groups can be read, " + announced + " are announced");
        }
    }

    private static void addGroup(Section section, Groups into, Policy.StoreServer storeServerRule) {
        String name = section.text("group_name");
        if (!FileId.isGroup(name) || into.find(name) != null) {
            section.damage().add("[" + section.name() + "] is of group \"" + name + "\"");
            return;
        }
        Group group = new Group(name, storeServerRule);
        boolean mixedPorts = section.find("storage_port").equals(Optional.of("-1"));
        group.shape = new GroupShape(
                mixedPorts ? GroupShape.MIXED_PORTS : section.number("storage_port", MAX_PORT),
                section.number("store_path_count", MAX_PATHS),
                section.number("subdir_count_per_path", MAX_PATHS));
        group.trunk = new TrunkState(
                section.number("current_trunk_file_id", Integer.MAX_VALUE),
                section.text("trunk_server"),
                section.text("last_trunk_server"));
        try {
            into.add(group);
        } catch (FdfsException e) {
            section.damage().add("[" + section.name() + "]: " + e.getMessage());
        }
    }
}
