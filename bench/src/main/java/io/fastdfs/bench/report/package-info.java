/** One page of HTML for results, with everything it needs inside. Start at {@link ReportPage}. */
@NullMarked
package io.fastdfs.bench.report;

import org.jspecify.annotations.NullMarked;
