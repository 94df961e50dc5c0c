package io.fastdfs.server.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where this process was started, which decides whether a daemon stays in the foreground when nobody says.
 *
 * @param environment the environment variables
 * @param pid of this process
 * @param parentPid 0 if it has none that can be seen
 * @param root of the file system
 */
public record Surroundings(Map<String, String> environment, long pid, long parentPid, Path root) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    public static Surroundings ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Surroundings(
                System.getenv(),
                self.pid(),
                self.parent().map(ProcessHandle::pid).orElse(0L),
                Path.of("/"));
    }

    /** True under a supervisor: it watches this process, and would take one that goes to the background for dead. */
    public boolean supervised() {
        return startedBySystemd() || inContainer();
    }

    /**
     * An invocation id alone says little: the shells of a desktop inherit one. Since version 248 systemd says which
     * process it started; before, it was one whose parent is systemd.
     */
    private boolean startedBySystemd() {
        if (environment.containsKey("NOTIFY_SOCKET")) {
            return true;
        }
        String started = environment.get("SYSTEMD_EXEC_PID");
        if (started != null) {
            return started.equals(Long.toString(pid));
        }
        return environment.containsKey("INVOCATION_ID") && parentPid == 1;
    }

    private boolean inContainer() {
        return pid == 1
                || environment.containsKey("KUBERNETES_SERVICE_HOST")
                || environment.containsKey("container")
                || Files.exists(root.resolve(".dockerenv"))
                || Files.exists(root.resolve("run/.containerenv"));
    }
}
