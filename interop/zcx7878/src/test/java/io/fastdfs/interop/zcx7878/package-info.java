/** The client of net.oschina.zcx7878, 1.27: a socket a request, or one socket for all of them. */
@NullMarked
package io.fastdfs.interop.zcx7878;

import org.jspecify.annotations.NullMarked;
