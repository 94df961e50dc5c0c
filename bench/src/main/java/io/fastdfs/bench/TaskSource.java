package io.fastdfs.bench;

import java.util.Optional;

/** What is to be done next. */
@FunctionalInterface
interface TaskSource {
    /** Empty: nothing is left to do. */
    Optional<Task> next();
}
