package io.fastdfs.storage.report;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import io.fastdfs.storage.disk.Reserve;
import io.fastdfs.storage.disk.SpacePolicy;
import java.util.Locale;
import java.util.Set;

/**
 * What the tracker decides for all storages.
 *
 * @param space which store path takes a new file, and what must stay free
 * @param addressWidth 16 or 46 bytes for an address in the answer to a file info query
 * @param useStorageId storages are known by ids, not by addresses
 * @param idInNames new names carry the storage id
 * @param trustsServerId a storage may name its id itself
 * @param slavesAreLinks a slave is stored under a name of its own, and is a link to it
 * @param followsAddress without storage ids: a storage that comes back with another address is still the same one
 * @param trunkFiles small files share large ones, which cannot be done here
 */
public record ClusterParameters(
        SpacePolicy space,
        int addressWidth,
        boolean useStorageId,
        boolean idInNames,
        boolean trustsServerId,
        boolean slavesAreLinks,
        boolean followsAddress,
        boolean trunkFiles) {
    /** What holds for a storage that has no tracker. */
    public static final ClusterParameters ALONE = new ClusterParameters(
            new SpacePolicy(new Reserve.Megabytes(0), false), Width.IPV4, false, false, false, false, false, false);

    private static final String MOST_FREE = "2";
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");

    /**
     * Reads the answer to STORAGE_PARAMETER_REQ, one {@code key=value} a line. Keys that are missing have C's defaults.
     *
     * @throws FdfsException EINVAL if a value is not a number where one is needed
     */
    static ClusterParameters parse(String text) throws FdfsException {
        Reserve reserve = new Reserve.Megabytes(1024);
        boolean mostFreeFirst = false;
        int addressWidth = Width.IPV6;
        boolean useStorageId = false;
        boolean idInNames = false;
        boolean trustsServerId = false;
        boolean slavesAreLinks = false;
        boolean followsAddress = false;
        boolean trunkFiles = false;
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            try {
                switch (key) {
                    case "reserved_storage_space" -> reserve = parseReserve(value);
                    case "store_path" -> mostFreeFirst = value.equals(MOST_FREE);
                    case "response_ip_addr_size" ->
                        addressWidth = Integer.parseInt(value) == Width.IPV4 ? Width.IPV4 : Width.IPV6;
                    case "use_storage_id" -> useStorageId = isTrue(value);
                    case "id_type_in_filename" -> idInNames = value.equalsIgnoreCase("id");
                    case "trust_storage_server_id" -> trustsServerId = isTrue(value);
                    case "store_slave_file_use_link" -> slavesAreLinks = isTrue(value);
                    case "storage_ip_changed_auto_adjust" -> followsAddress = isTrue(value);
                    case "use_trunk_file" -> trunkFiles = isTrue(value);
                    default -> {
                        // For parts that this storage does not have.
                    }
                }
            } catch (NumberFormatException _) {
                throw FdfsException.invalid("tracker parameter " + line);
            }
        }
        return new ClusterParameters(
                new SpacePolicy(reserve, mostFreeFirst),
                addressWidth,
                useStorageId,
                useStorageId && idInNames,
                trustsServerId,
                slavesAreLinks,
                followsAddress && !useStorageId,
                trunkFiles);
    }

    private static boolean isTrue(String value) {
        return TRUE.contains(value.toLowerCase(Locale.ROOT));
    }

    /** A percentage, or bytes with or without a unit, of which only the first letter counts. */
    private static Reserve parseReserve(String value) {
        if (value.endsWith("%")) {
            return new Reserve.Ratio(Double.parseDouble(value.substring(0, value.length() - 1)) / 100);
        }
        int digits = 0;
        while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
            digits++;
        }
        long number = Long.parseLong(value.substring(0, digits));
        String unit = value.substring(digits).strip().toUpperCase(Locale.ROOT);
        return new Reserve.Megabytes(
                switch (unit.isEmpty() ? 'B' : unit.charAt(0)) {
                    case 'T' -> number << 20;
                    case 'G' -> number << 10;
                    case 'M' -> number;
                    case 'K' -> number >> 10;
                    case 'B' -> number >> 20;
                    default -> throw new NumberFormatException("unit " + unit);
                });
    }
}
