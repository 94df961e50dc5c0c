package io.fastdfs.tracker;

import io.fastdfs.protocol.Width;
import io.fastdfs.tracker.cluster.Policy;

/** The answer to STORAGE_PARAMETER_REQ (75): what the tracker decides for all storages, one {@code key=value} a line. */
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
                        "store_slave_file_use_link=0")
                + "\n";
    }
}
