package io.fastdfs.bench.micro;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.storage.disk.FolderCursor;
import io.fastdfs.storage.disk.LocalDisk;
import io.fastdfs.storage.disk.NameSource;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.Reserve;
import io.fastdfs.storage.disk.SpacePolicy;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.StorePaths;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Where a file goes: store path, folder and name; and where a name leads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlaceBenchmark {
    private static final StorePath.Settings SETTINGS = new StorePath.Settings(false, 2, 0, 0, true, 0);
    private static final SpacePolicy ONE_AFTER_THE_OTHER = new SpacePolicy(new Reserve.Megabytes(1), false);
    private static final SpacePolicy MOST_FREE = new SpacePolicy(new Reserve.Megabytes(1), true);

    @Param({"1", "64"})
    public int storePaths;

    private final FolderCursor folders = new FolderCursor(FolderCursor.Position.START, 256, 100);
    private @Nullable NewNames names;
    private @Nullable Path folder;
    private @Nullable StorePaths paths;

    @Setup
    public void open() throws IOException {
        names = new NewNames(NameSource.alone(InetAddress.ofLiteral("192.168.1.2")), folders);
        Path made = Files.createTempDirectory("paths");
        folder = made;
        paths = StorePaths.open(
                IntStream.range(0, storePaths).mapToObj(i -> made.resolve("path" + i)).toList(),
                _ -> SETTINGS,
                new LocalDisk());
    }

    @TearDown
    public void remove() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(Objects.requireNonNull(folder))) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    @Benchmark
    public String folder() {
        return folders.next("");
    }

    @Benchmark
    public String name() throws FdfsException {
        return Objects.requireNonNull(names).plain("jpg", 4096, 99, 1_767_323_045);
    }

    @Benchmark
    public StorePath storePath() throws FdfsException {
        return Objects.requireNonNull(paths).forUpload(-1, 4096, ONE_AFTER_THE_OTHER);
    }

    @Benchmark
    public StorePath storePathWithMostSpace() throws FdfsException {
        return Objects.requireNonNull(paths).forUpload(-1, 4096, MOST_FREE);
    }

    @Benchmark
    public Place locate() throws FdfsException {
        return Objects.requireNonNull(paths).locate("M00/0A/FF/wKgBAml7bWWAAAABAAAQAAAAAGM12.jpg");
    }
}
