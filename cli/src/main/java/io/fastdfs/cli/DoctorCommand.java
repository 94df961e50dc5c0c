package io.fastdfs.cli;

import io.fastdfs.cli.doctor.Doctor;
import io.fastdfs.cli.doctor.Finding;
import io.fastdfs.client.FastdfsClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is wrong with a cluster, and what to do. */
@Command(
        name = "doctor",
        description = {
            "Look at a whole cluster from this machine, and say in words what is wrong and what to do. Changes nothing.",
            "Ends with 0 if all is well, 1 if there is a problem, 2 if it was called wrongly."
        },
        footer = {
            "",
            "Examples:",
            "  fdfs doctor --tracker 192.168.1.5",
            "  fdfs doctor --conf /etc/fdfs/client.conf --json"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int UNHEALTHY = 1;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (FastdfsClient client = cluster.connect()) {
            Doctor.Diagnosis diagnosis = new Doctor(client.admin(), Clock.systemUTC()).examine();
            if (json) {
                out.println(Json.object(facts(diagnosis)));
            } else {
                print(out, diagnosis);
            }
            return diagnosis.healthy() ? 0 : UNHEALTHY;
        }
    }

    private static void print(PrintWriter out, Doctor.Diagnosis diagnosis) {
        out.println(count(diagnosis.trackers(), "tracker") + ", " + count(diagnosis.groups(), "group") + ", "
                + count(diagnosis.storages(), "storage"));
        out.println();
        for (Doctor.Result result : diagnosis.results()) {
            out.printf("%-8s %s%n", heading(result.findings()), result.check());
            for (Finding finding : result.findings()) {
                out.println("         " + finding.about() + ": " + finding.what());
                out.println("           -> " + finding.advice());
            }
        }
        out.println();
        out.println(diagnosis.healthy() ? "The cluster is healthy." : "There are problems.");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String heading(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "ok";
        }
        boolean problem = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.PROBLEM);
        return problem ? "PROBLEM" : "note";
    }

    private static Map<String, Object> facts(Doctor.Diagnosis diagnosis) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("healthy", diagnosis.healthy());
        facts.put("trackers", diagnosis.trackers());
        facts.put("groups", diagnosis.groups());
        facts.put("storages", diagnosis.storages());
        facts.put(
                "checks", diagnosis.results().stream().map(DoctorCommand::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(Doctor.Result result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("check", result.check());
        facts.put(
                "findings", result.findings().stream().map(DoctorCommand::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(Finding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        facts.put("about", finding.about());
        facts.put("what", finding.what());
        facts.put("advice", finding.advice());
        return facts;
    }
}
