package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to STORAGE_PARAMETER_REQ (75): what the tracker decides for all storages, a line {@code key=value} each.
 *
 * @param values by key, in the order of the lines; keys that an older tracker does not know are missing
 */
public record ParametersReply(Map<String, String> values) {
    /** Storages of C have room for this. */
    public static final int MAX_BYTES = 1023;

    public ParametersReply {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Reads the lines. As in C, one without {@code =} says nothing. */
    public static ParametersReply decode(BodyReader body) throws FdfsException {
        if (body.left() > MAX_BYTES) {
            throw FdfsException.invalid("parameters of " + body.left() + " bytes, " + MAX_BYTES + " allowed");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : body.restText().split("\n")) {
            int equals = line.indexOf('=');
            if (equals >= 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return new ParametersReply(values);
    }

    public void encode(BodyWriter body) {
        values.forEach((key, value) -> body.text(key + "=" + value + "\n"));
    }
}
