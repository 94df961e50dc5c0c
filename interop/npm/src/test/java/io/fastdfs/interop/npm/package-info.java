/** The clients fdfs and fdfs-client of npm, run by node. */
@NullMarked
package io.fastdfs.interop.npm;

import org.jspecify.annotations.NullMarked;
