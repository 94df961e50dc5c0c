/** {@code fdfs bench}: measures a cluster, compares two, and makes reports. Start at {@link BenchCommand}. */
@NullMarked
package io.fastdfs.cli.bench;

import org.jspecify.annotations.NullMarked;
