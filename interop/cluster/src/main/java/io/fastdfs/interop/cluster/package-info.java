/** A tracker and a storage in this process, for the tests of other people's clients: {@link TestCluster}. */
@NullMarked
package io.fastdfs.interop.cluster;

import org.jspecify.annotations.NullMarked;
