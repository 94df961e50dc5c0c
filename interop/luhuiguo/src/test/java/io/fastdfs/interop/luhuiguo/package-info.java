/** The client of com.luhuiguo, 0.4: an early branch of tobato's, without Spring. */
@NullMarked
package io.fastdfs.interop.luhuiguo;

import org.jspecify.annotations.NullMarked;
