package io.fastdfs.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Map;

/** Writes facts as JSON, one object a line. */
final class Json {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Json() {}

    /** @param members texts, numbers, truths, and lists and maps of these */
    static String object(Map<String, ?> members) {
        return GSON.toJson(members);
    }
}
