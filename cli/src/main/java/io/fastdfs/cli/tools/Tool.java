package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;

/** One of C's programs. */
interface Tool {
    /**
     * Runs it once.
     *
     * @return the exit code
     * @throws FdfsException if it failed before it had anything to print: C exits with the status, and only logs why
     */
    int run(Call call) throws FdfsException;
}
