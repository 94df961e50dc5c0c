/** The client of com.github.tobato, 1.27: made for Spring, pools its connections. */
@NullMarked
package io.fastdfs.interop.tobato;

import org.jspecify.annotations.NullMarked;
