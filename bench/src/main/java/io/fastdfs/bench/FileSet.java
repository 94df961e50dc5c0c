package io.fastdfs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Files that are there, in no order. Belongs to the thread of one {@link LoadLoop}. */
final class FileSet {
    private final List<StoredFile> files = new ArrayList<>();

    void add(StoredFile file) {
        files.add(file);
    }

    int size() {
        return files.size();
    }

    List<StoredFile> all() {
        return List.copyOf(files);
    }

    /** Any of them; null if there is none. */
    @Nullable
    StoredFile any(SplittableRandom random) {
        return files.isEmpty() ? null : files.get(random.nextInt(files.size()));
    }

    /** One with metadata; null if there is none. */
    @Nullable
    StoredFile anyDescribed(SplittableRandom random) {
        int at = indexOf(StoredFile::isDescribed, random);
        return at < 0 ? null : files.get(at);
    }

    /** Takes out one that is not in use; null if there is none. */
    @Nullable
    StoredFile removeIdle(SplittableRandom random) {
        int at = indexOf(file -> !file.isInUse(), random);
        if (at < 0) {
            return null;
        }
        StoredFile file = files.get(at);
        StoredFile last = files.removeLast();
        if (at < files.size()) {
            files.set(at, last);
        }
        return file;
    }

    /** The first such file behind a random place, or -1. */
    private int indexOf(Predicate<StoredFile> wanted, SplittableRandom random) {
        int count = files.size();
        int first = count == 0 ? 0 : random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int at = (first + i) % count;
            if (wanted.test(files.get(at))) {
                return at;
            }
        }
        return -1;
    }
}
