package io.fastdfs.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of results in JSON: {@code {"format":1,"results":[…]}}, each as {@link Result} has it. */
public final class Results {
    private static final int FORMAT = 1;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private record Contents(int format, List<Result> results) {}

    private Results() {}

    public static String toJson(List<Result> results) {
        return GSON.toJson(new Contents(FORMAT, results)) + "\n";
    }

    public static void write(Path file, List<Result> results) throws IOException {
        Files.writeString(file, toJson(results));
    }

    /** @throws IOException if it cannot be read, or is none */
    public static List<Result> read(Path file) throws IOException {
        try {
            Contents contents = GSON.fromJson(Files.readString(file), Contents.class);
            if (contents == null || contents.format != FORMAT) {
                throw new IOException(file + " has no results in format " + FORMAT);
            }
            return List.copyOf(contents.results);
        } catch (RuntimeException e) {
            // Gson wraps what the constructor of a record throws, as ours do where something is missing, in no better
            // one.
            throw new IOException(file + " is no file of results", e);
        }
    }
}
