package io.fastdfs.tracker;

import io.fastdfs.protocol.tracker.ParametersReply;
import io.fastdfs.tracker.cluster.Policy;
import io.fastdfs.tracker.identity.Identities;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the tracker decides for all storages, in C's order. The values about trunk files are those that C has without any in
 * its configuration: there are none here, and storages of C want every key.
 */
final class Parameters {
    private Parameters() {}

    static ParametersReply of(TrackerConfig config) {
        Policy policy = config.policy();
        Identities identities = config.identities();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("use_storage_id", identities.useIds() ? "1" : "0");
        values.put("id_type_in_filename", identities.mixedPorts() ? "id" : "ip");
        values.put("trust_storage_server_id", identities.trustServerId() ? "1" : "0");
        values.put("response_ip_addr_size", String.valueOf(identities.addressWidth()));
        values.put("storage_ip_changed_auto_adjust", config.advice().ipChangedAutoAdjust() ? "1" : "0");
        values.put(
                "storage_sync_file_max_delay",
                String.valueOf(policy.syncFileMaxDelay().toSeconds()));
        values.put("store_path", policy.storePath() == Policy.StorePath.ROUND_ROBIN ? "0" : "2");
        values.put("reserved_storage_space", policy.reservedSpace().asParameter());
        values.put("use_trunk_file", policy.trunkFiles() ? "1" : "0");
        putTrunkDefaults(values);
        values.put("store_slave_file_use_link", config.advice().slaveFilesAreLinks() ? "1" : "0");
        return new ParametersReply(values);
    }

    private static void putTrunkDefaults(Map<String, String> values) {
        values.put("slot_min_size", "256");
        values.put("slot_max_size", "8388608");
        values.put("trunk_alloc_alignment_size", "0");
        values.put("trunk_file_size", "67108864");
        values.put("trunk_create_file_advance", "0");
        values.put("trunk_create_file_time_base", "02:00");
        values.put("trunk_create_file_interval", "86400");
        values.put("trunk_create_file_space_threshold", "0");
        values.put("trunk_init_check_occupying", "0");
        values.put("trunk_init_reload_from_binlog", "0");
        values.put("trunk_free_space_merge", "0");
        values.put("delete_unused_trunk_files", "0");
        values.put("trunk_compress_binlog_min_interval", "0");
        values.put("trunk_compress_binlog_interval", "0");
        values.put("trunk_compress_binlog_time_base", "03:00");
        values.put("trunk_binlog_max_backups", "0");
    }
}
