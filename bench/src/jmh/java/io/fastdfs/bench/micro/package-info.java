/** Micro-benchmarks of what is hot in a server. How to run them stands in docs/performance.md. */
@NullMarked
package io.fastdfs.bench.micro;

import org.jspecify.annotations.NullMarked;
