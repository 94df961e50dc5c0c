package io.fastdfs.cli.doctor;

import io.fastdfs.client.ClusterAdmin;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** Examines a cluster from this machine, and changes nothing. */
public final class Doctor {
    private static final List<Check> CHECKS = List.of(
            new TrackersAnswer(),
            new OneLeader(),
            new SameView(),
            new SameParameters(),
            new StoragesReachable(),
            new UsefulAddresses(),
            new ServingStates(),
            new SeveralCopies(),
            new Replicated(),
            new Clocks(),
            new Versions(),
            new FreeSpace(),
            new TakesFiles(),
            new OneDiskEach(),
            new SameSettings());

    private final Examination examination;

    public Doctor(ClusterAdmin admin, InstantSource clock) {
        examination = new Examination(admin, clock);
    }

    /** What one check has found. */
    public record Result(String check, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /** What all checks have found. */
    public record Diagnosis(int trackers, int groups, int storages, List<Result> results) {
        public Diagnosis {
            results = List.copyOf(results);
        }

        /** True without a problem; there may be notes. */
        public boolean healthy() {
            return results.stream()
                    .flatMap(result -> result.findings.stream())
                    .noneMatch(finding -> finding.severity() == Finding.Severity.PROBLEM);
        }
    }

    public Diagnosis examine() throws IOException, InterruptedException {
        Facts facts = examination.run();
        return new Diagnosis(
                facts.trackers().size(),
                facts.groups().size(),
                facts.storages().size(),
                CHECKS.stream()
                        .map(check -> new Result(check.name(), check.look(facts)))
                        .toList());
    }
}
