/** What this storage tells its trackers: join, heartbeat, space. */
@NullMarked
package io.fastdfs.storage.report;

import org.jspecify.annotations.NullMarked;
