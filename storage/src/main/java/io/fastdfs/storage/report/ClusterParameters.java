package io.fastdfs.storage.report;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import io.fastdfs.storage.disk.Reserve;

/**
 * What the tracker decides for all storages.
 *
 * @param reserve space that uploads must leave free
 * @param addressWidth 16 or 46 bytes for an address in the answer to a file info query
 */
public record ClusterParameters(Reserve reserve, int addressWidth) {
    /**
     * Reads the answer to STORAGE_PARAMETER_REQ, one {@code key=value} a line. Keys that are missing have C's defaults.
     *
     * @throws FdfsException EINVAL if a value is not a number where one is needed
     */
    static ClusterParameters parse(String text) throws FdfsException {
        Reserve reserve = new Reserve.Megabytes(1024);
        int addressWidth = Width.IPV6;
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            try {
                if (key.equals("reserved_storage_space")) {
                    reserve = parseReserve(value);
                } else if (key.equals("response_ip_addr_size")) {
                    addressWidth = Integer.parseInt(value) == Width.IPV4 ? Width.IPV4 : Width.IPV6;
                }
            } catch (NumberFormatException _) {
                throw FdfsException.invalid("tracker parameter " + line);
            }
        }
        return new ClusterParameters(reserve, addressWidth);
    }

    private static Reserve parseReserve(String value) {
        if (value.endsWith("%")) {
            return new Reserve.Ratio(Double.parseDouble(value.substring(0, value.length() - 1)) / 100);
        }
        return new Reserve.Megabytes(
                Long.parseLong(value.endsWith("MB") ? value.substring(0, value.length() - 2) : value));
    }
}
