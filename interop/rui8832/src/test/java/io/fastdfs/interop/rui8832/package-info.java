/** The client of io.github.rui8832, 1.30: pools its connections, and asks with ACTIVE_TEST whether one is alive. */
@NullMarked
package io.fastdfs.interop.rui8832;

import org.jspecify.annotations.NullMarked;
