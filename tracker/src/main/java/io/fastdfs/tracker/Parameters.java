package io.fastdfs.tracker;

import io.fastdfs.protocol.Width;
import io.fastdfs.tracker.cluster.Policy;

/** The answer to STORAGE_PARAMETER_REQ (75): what the tracker decides for all storages, one {@code key=value} a line.
 *
 * <p>Those of trunk files are C's defaults: there are none here, and storages of C want every key.
 */
final class Parameters {
    private Parameters() {}

    static String of(TrackerConfig config) {
        Policy policy = config.policy();
        return String.join(
                        "\n",
                        "use_storage_id=0",
                        "id_type_in_filename=ip",
                        "trust_storage_server_id=1",
                        "response_ip_addr_size=" + Width.IPV4,
                        "storage_ip_changed_auto_adjust=1",
                        "storage_sync_file_max_delay="
                                + policy.syncFileMaxDelay().toSeconds(),
                        "store_path=" + (policy.storePath() == Policy.StorePath.ROUND_ROBIN ? 0 : 2),
                        "reserved_storage_space=" + policy.reservedSpace().asParameter(),
                        "use_trunk_file=0",
                        "slot_min_size=256",
                        "slot_max_size=8388608",
                        "trunk_alloc_alignment_size=0",
                        "trunk_file_size=67108864",
                        "trunk_create_file_advance=0",
                        "trunk_create_file_time_base=02:00",
                        "trunk_create_file_interval=86400",
                        "trunk_create_file_space_threshold=0",
                        "trunk_init_check_occupying=0",
                        "trunk_init_reload_from_binlog=0",
                        "trunk_free_space_merge=0",
                        "delete_unused_trunk_files=0",
                        "trunk_compress_binlog_min_interval=0",
                        "trunk_compress_binlog_interval=0",
                        "trunk_compress_binlog_time_base=03:00",
                        "trunk_binlog_max_backups=0",
                        "store_slave_file_use_link=0")
                + "\n";
    }
}
