package io.fastdfs.cli.doctor;

import java.util.List;

/** One thing that an operator looks at. */
interface Check {
    /** What is checked, as it is when all is well: "all trackers answer". */
    String name();

    /** What is not as it should be; empty if all is well, or nothing is known. */
    List<Finding> look(Facts facts);
}
