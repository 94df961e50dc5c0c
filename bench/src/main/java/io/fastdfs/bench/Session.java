package io.fastdfs.bench;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Open connections to one destination, and the files that were stored over them. Several things can be measured in turn;
 * one thread uses it. Closing leaves the files where they are; {@link #removeFiles} deletes them.
 */
public final class Session implements AutoCloseable {
    private static final long ENDLESS_NANOS = Duration.ofDays(365).toNanos();

    private final Destination destination;
    private final Setup setup;
    private final Content content = new Content();
    private final List<LoadLoop> loops = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * How many, and how patient.
     *
     * @param connections at least as many as threads
     * @param threads that drive them: each fills a core when it is the limit
     * @param timeout for a connection, and for each answer
     * @param seed of all that is chosen at random
     */
    public record Setup(int connections, int threads, Duration timeout, long seed) {
        public Setup {
            if (connections < 1 || connections > 60_000 || threads < 1 || threads > connections) {
                throw new IllegalArgumentException(
                        connections + " connections by " + threads + " threads: at least one for each, at most 60000");
            }
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("a time-out of " + timeout);
            }
        }

        /** One thread, and a minute for each answer. */
        public static Setup of(int connections) {
            return new Setup(connections, 1, Duration.ofSeconds(60), 1);
        }
    }

    private Session(Destination destination, Setup setup) throws IOException {
        this.destination = destination;
        this.setup = setup;
        this.threads = Executors.newFixedThreadPool(
                setup.threads, Thread.ofPlatform().daemon().name("load-", 0).factory());
        for (int i = 0; i < setup.threads; i++) {
            int share = setup.connections / setup.threads + (i < setup.connections % setup.threads ? 1 : 0);
            loops.add(new LoadLoop(share, destination, new Tasks(setup.seed + i), content, setup.timeout));
        }
    }

    /**
     * Connects.
     *
     * @throws IOException if the server that is known from the start cannot be reached
     */
    public static Session open(Destination destination, Setup setup) throws IOException {
        Session session = new Session(destination, setup);
        try {
            for (LoadLoop loop : session.loops) {
                loop.connect(setup.timeout);
            }
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Stores the files that this work needs and that are not there yet, or takes those that it names.
     *
     * @throws IOException if not all of them could be stored
     */
    public void prepare(Work work) throws IOException {
        if (work.mix().needsTracker() && destination instanceof Destination.Storage) {
            throw new IllegalArgumentException("only a tracker answers " + work.mix());
        }
        if (work.mix().needsPlainFiles()) {
            if (work.given().isEmpty()) {
                store(work, false, work.filesNeeded() - files());
            } else {
                take(work.given());
            }
        }
        if (work.mix().has(Operation.GET_METADATA) && work.given().isEmpty()) {
            requireNoErrors(
                    "setting metadata",
                    run(ENDLESS_NANOS, 0, 0, 0, i -> loops.get(i).tasks().describing()));
        }
        if (work.mix().has(Operation.APPEND)) {
            store(work, true, setup.connections - sum(Tasks::appenders));
        }
    }

    private void take(List<FileId> given) throws FdfsException {
        if (sum(Tasks::files) == 0) {
            for (int i = 0; i < given.size(); i++) {
                loops.get(i % loops.size()).tasks().files().add(StoredFile.given(given.get(i)));
            }
        }
    }

    /** Stores so many files more of the sizes of this work. */
    public void store(Work work, int count) throws IOException {
        store(work, false, count);
    }

    private void store(Work work, boolean appenders, int count) throws IOException {
        if (count <= 0) {
            return;
        }
        Recorder recorder = run(
                ENDLESS_NANOS,
                0,
                0,
                work.storePaths(),
                i -> loops.get(i).tasks().storing(share(count, i), work, appenders));
        requireNoErrors("storing files", recorder);
    }

    private static void requireNoErrors(String what, Recorder recorder) throws IOException {
        Map<String, Long> errors = recorder.total().errors;
        if (!errors.isEmpty()) {
            throw new IOException(what + ": " + errors);
        }
    }

    /** How many files there are now. */
    public int files() {
        return sum(Tasks::files);
    }

    private int sum(Function<Tasks, FileSet> set) {
        return loops.stream().mapToInt(loop -> set.apply(loop.tasks()).size()).sum();
    }

    /** The ids of all files that there are now. */
    public List<String> fileIds() {
        return loops.stream()
                .flatMap(loop -> Stream.of(loop.tasks().files(), loop.tasks().appenders()))
                .flatMap(set -> set.all().stream())
                .map(StoredFile::toString)
                .toList();
    }

    /** Deletes all files that there are now. */
    public void removeFiles() throws IOException {
        Recorder recorder =
                run(ENDLESS_NANOS, 0, 0, 0, i -> loops.get(i).tasks().removing());
        requireNoErrors("deleting files", recorder);
    }

    /** Does this work at this pace: first to warm up, then measured. */
    public Result measure(String name, Work work, Pace pace) throws IOException {
        if (!pace.warmUp().isZero()) {
            run(
                    pace.warmUp().toNanos(),
                    pace.perSecond(),
                    0,
                    work.storePaths(),
                    i -> loops.get(i).tasks().mixed(work));
        }
        List<LocalServer> servers = localServers();
        List<LocalServer.Use> before = use(servers);
        double generatorBefore = generatorCpuSeconds();
        String at = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Recorder recorder = run(
                pace.duration().toNanos(),
                pace.perSecond(),
                pace.count(),
                work.storePaths(),
                i -> loops.get(i).tasks().mixed(work));
        List<Result.ServerUse> used = new ArrayList<>();
        List<LocalServer.Use> after = use(servers);
        Result.Counts total = Result.Counts.of("all", recorder.total(), recorder.seconds());
        for (int i = 0; i < servers.size(); i++) {
            double seconds = after.get(i).cpuSeconds() - before.get(i).cpuSeconds();
            used.add(new Result.ServerUse(
                    Destination.hostAndPort(servers.get(i).address()),
                    servers.get(i).pid(),
                    seconds,
                    total.requests() == 0 ? 0 : seconds * 1e6 / total.requests(),
                    after.get(i).residentMegabytes()));
        }
        List<Result.Counts> operations = new ArrayList<>();
        recorder.operations()
                .forEach((operation, counts) ->
                        operations.add(Result.Counts.of(operation.label(), counts, recorder.seconds())));
        return new Result(
                name,
                destination.inWords(),
                inWords(work, pace),
                at,
                Machine.inWords(),
                recorder.seconds(),
                recorder.notBegun(),
                total,
                operations,
                Result.slices(recorder.timeline(), recorder.seconds()),
                used,
                generatorCpuSeconds() - generatorBefore);
    }

    private Map<String, String> inWords(Work work, Pace pace) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("mix", work.mix().toString());
        words.put("size", work.sizes().toString());
        if (work.mix().has(Operation.RANGE)) {
            words.put("range", String.valueOf(work.rangeBytes()));
        }
        words.put("connections", String.valueOf(setup.connections));
        words.put("threads", String.valueOf(setup.threads));
        words.put("pace", pace.isClosedLoop() ? "closed loop" : pace.perSecond() + " requests a second");
        words.put("files", String.valueOf(files()));
        words.put("verify", work.verify() ? "yes" : "no");
        if (work.storePaths() > 0) {
            words.put("store paths", String.valueOf(work.storePaths()));
        }
        return words;
    }

    /** Runs one phase in all threads. */
    private Recorder run(
            long durationNanos, double perSecond, long count, int storePaths, IntFunction<TaskSource> source)
            throws IOException {
        long start = System.nanoTime();
        List<Future<Recorder>> running = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            LoadLoop loop = loops.get(i);
            double interval = perSecond == 0 ? 0 : 1e9 * loops.size() / perSecond;
            // The threads take turns in what is due.
            long first = start + (long) (interval * i / loops.size());
            long share = count == 0 ? 0 : Math.max(1, share((int) Math.min(count, Integer.MAX_VALUE), i));
            Schedule schedule = new Schedule(first, interval, durationNanos, share);
            Recorder recorder = new Recorder(start);
            LoadLoop.Phase phase = new LoadLoop.Phase(source.apply(i), schedule, recorder, storePaths);
            running.add(threads.submit(() -> {
                loop.run(phase);
                return recorder;
            }));
        }
        Recorder sum = new Recorder(start);
        for (Recorder recorder : joined(running)) {
            sum.add(recorder);
        }
        return sum;
    }

    private static <T> List<T> joined(Collection<Future<T>> running) throws IOException {
        List<T> done = new ArrayList<>();
        try {
            for (Future<T> one : running) {
                done.add(one.get());
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    private int share(int count, int index) {
        return count / loops.size() + (index < count % loops.size() ? 1 : 0);
    }

    /** All processes here that are servers of the destination; one may be several of them. */
    private List<LocalServer> localServers() throws IOException {
        List<InetSocketAddress> all = new ArrayList<>();
        all.add(destination.address());
        if (destination instanceof Destination.Tracker tracker) {
            all.addAll(StoragesOf.tracker(tracker.address()));
        }
        Map<Long, LocalServer> byPid = new LinkedHashMap<>();
        all.stream()
                .map(LocalServer::at)
                .flatMap(Optional::stream)
                .forEach(server -> byPid.putIfAbsent(server.pid(), server));
        return List.copyOf(byPid.values());
    }

    private static List<LocalServer.Use> use(List<LocalServer> servers) throws IOException {
        List<LocalServer.Use> uses = new ArrayList<>();
        for (LocalServer server : servers) {
            uses.add(server.use());
        }
        return uses;
    }

    private static double generatorCpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(cpu -> cpu.toNanos() / 1e9)
                .orElse(0.0);
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        for (LoadLoop loop : loops) {
            loop.close();
        }
    }
}
