/** The {@code fdfs} command: every daemon and tool, one class a command. Start at {@link Fdfs}. */
@NullMarked
package io.fastdfs.cli;

import org.jspecify.annotations.NullMarked;
