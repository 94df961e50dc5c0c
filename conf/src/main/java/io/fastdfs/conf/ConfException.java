package io.fastdfs.conf;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A conf file with errors, all of which the message lists. */
public final class ConfException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    ConfException(String file, List<Finding> findings) {
        super(file + " is refused:\n"
                + findings.stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(Finding::toString)
                        .collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** The errors, and everything else there is to say. */
    public List<Finding> findings() {
        return findings;
    }
}
