package io.fastdfs.bench;

import java.util.Iterator;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes tasks out of the files that are there. Belongs to the thread of one {@link LoadLoop}. */
final class Tasks {
    private final SplittableRandom random;
    private final FileSet files = new FileSet();
    private final FileSet appenders = new FileSet();
    /** No two loops have the same numbers: each begins at another, and they are far apart. */
    private long nextNumber;

    Tasks(long seed) {
        random = new SplittableRandom(seed);
        nextNumber = random.nextLong() >>> 1;
    }

    FileSet files() {
        return files;
    }

    FileSet appenders() {
        return appenders;
    }

    /** Stores so many files. */
    TaskSource storing(int count, Work work, boolean appender) {
        return new TaskSource() {
            private int left = count;

            @Override
            public Optional<Task> next() {
                return left-- > 0 ? Optional.of(upload(work, appender)) : Optional.empty();
            }
        };
    }

    /** What the work says, until there is no file for it any more. */
    TaskSource mixed(Work work) {
        return () -> {
            Optional<Task> task = task(work.mix().draw(random), work);
            return task.isEmpty() && work.mix().has(Operation.UPLOAD) ? Optional.of(upload(work, false)) : task;
        };
    }

    /** Gives each file that is there metadata. */
    TaskSource describing() {
        Iterator<StoredFile> all = files.all().iterator();
        return () ->
                all.hasNext() ? Optional.of(about(Operation.SET_METADATA, all.next(), 0, 0, false)) : Optional.empty();
    }

    /** Deletes all files that this run has stored. */
    TaskSource removing() {
        return () -> {
            StoredFile file = files.removeIdle(random);
            StoredFile next = file == null ? appenders.removeIdle(random) : file;
            return next == null ? Optional.empty() : Optional.of(about(Operation.DELETE, next, 0, 0, false));
        };
    }

    private Optional<Task> task(Operation operation, Work work) {
        return switch (operation) {
            case UPLOAD -> Optional.of(upload(work, false));
            case QUERY_STORE -> Optional.of(about(operation, null, 0, 0, false));
            case APPEND -> append(work);
            case DELETE ->
                Optional.ofNullable(files.removeIdle(random)).map(file -> about(operation, file, 0, 0, false));
            case GET_METADATA ->
                Optional.ofNullable(files.anyDescribed(random)).map(file -> about(operation, file, 0, 0, false));
            case RANGE -> Optional.ofNullable(files.any(random)).map(file -> range(file, work));
            case DOWNLOAD, INFO, SET_METADATA, QUERY_FETCH ->
                Optional.ofNullable(files.any(random)).map(file -> about(operation, file, 0, 0, work.verify()));
        };
    }

    private Task upload(Work work, boolean appender) {
        long size = work.sizes().draw(random);
        return new Task(Operation.UPLOAD, null, appender, 0, size, nextNumber++, work.verify());
    }

    private Optional<Task> append(Work work) {
        StoredFile file = appenders.any(random);
        return file == null
                ? Optional.empty()
                : Optional.of(new Task(
                        Operation.APPEND, file, true, 0, work.sizes().draw(random), nextNumber++, work.verify()));
    }

    /** Anywhere in the file, but a whole range of it, if it is as long as that. */
    private Task range(StoredFile file, Work work) {
        long length = file.size() < 0 ? work.rangeBytes() : Math.min(work.rangeBytes(), file.size());
        long last = Math.max(0, file.size() - length);
        return about(Operation.RANGE, file, last == 0 ? 0 : random.nextLong(last + 1), length, work.verify());
    }

    private static Task about(
            Operation operation, @Nullable StoredFile file, long offset, long length, boolean verify) {
        return new Task(operation, file, false, offset, length, 0, verify);
    }
}
