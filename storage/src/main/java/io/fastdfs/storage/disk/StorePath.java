package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One folder of content: {@code data/HH/HH/name}, two levels of upper case hexadecimal folders. */
public final class StorePath {
    private static final Logger log = LoggerFactory.getLogger(StorePath.class);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int HIGH_LENGTH = 2;
    private static final int FOLDER_LENGTH = 5;
    private static final long SPACE_IS_KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int index;
    private final Path data;
    private final String namePrefix;
    private final boolean readonly;
    private final Disk disk;
    private final CallsUnderWay underWay = new CallsUnderWay();
    private final Permits readers;
    private final Permits writers;
    private final long fsyncAfterBytes;
    private final IncomingFolders incoming;
    private volatile Space space;
    private volatile long spaceMeasuredNanos;
    private final AtomicBoolean measuring = new AtomicBoolean();

    /**
     * What an operator decides about each store path.
     *
     * @param readonly no new file is put there; old ones still change, and slaves stand beside their masters
     * @param subdirCount folders on each of the two levels
     * @param readers disk calls that read and may run at once; 0: no bound
     * @param writers disk calls that write and may run at once; 0: no bound
     * @param separated readers and writers are counted apart, else together
     * @param fsyncAfterBytes flush a file each time so many bytes were written, and before it is answered; 0: never
     */
    public record Settings(
            boolean readonly, int subdirCount, int readers, int writers, boolean separated, long fsyncAfterBytes) {}

    private StorePath(int index, Path data, Settings settings, Disk disk) throws IOException {
        this.index = index;
        this.data = data;
        this.namePrefix = "M" + HEX.toHexDigits((byte) index) + "/";
        this.readonly = settings.readonly;
        this.disk = disk;
        boolean bounded = settings.readers > 0 && settings.writers > 0;
        this.readers = new Permits(
                settings.separated ? settings.readers : bounded ? settings.readers + settings.writers : 0, underWay);
        this.writers = settings.separated ? new Permits(settings.writers, underWay) : readers;
        this.fsyncAfterBytes = settings.fsyncAfterBytes;
        this.incoming = IncomingFolders.open(data);
        this.space = disk.space(data);
        this.spaceMeasuredNanos = System.nanoTime();
    }

    /** Makes the folders where they are missing, and removes what uploads left when the process was killed. */
    static StorePath open(int index, Path root, Settings settings, Disk disk) throws IOException {
        Path data = root.toAbsolutePath().resolve("data");
        LocalDisk.makeFolders(data);
        String last = HEX.toHexDigits((byte) (settings.subdirCount - 1));
        if (!Files.isDirectory(data.resolve("00/00"))
                || !Files.isDirectory(data.resolve(last).resolve(last))) {
            log.info("{}: making {} folders on two levels", data, settings.subdirCount);
            for (int high = 0; high < settings.subdirCount; high++) {
                for (int low = 0; low < settings.subdirCount; low++) {
                    LocalDisk.makeFolders(data.resolve(folder(high, low)));
                }
            }
        }
        return new StorePath(index, data, settings, disk);
    }

    /** The name of a folder on the second level, {@code HH/HH}. */
    static String folder(int high, int low) {
        return HEX.toHexDigits((byte) high) + "/" + HEX.toHexDigits((byte) low);
    }

    public int index() {
        return index;
    }

    /** True if new files go elsewhere. */
    boolean isReadonly() {
        return readonly;
    }

    /** Where the links lead that C and this make to files of this path. */
    public Path data() {
        return data;
    }

    /** Where the file of this true name stands, or would stand. */
    public Path resolve(String trueName) {
        return data.resolve(trueName);
    }

    /** The logic filename of a true name on this path. */
    public String logicFilename(String trueName) {
        return namePrefix + trueName;
    }

    /** Makes a call that reads from this disk. */
    public <T> T reading(DiskCall<T> call) throws IOException {
        return readers.run(call);
    }

    /** Makes a call that writes to this disk. */
    public <T> T writing(DiskCall<T> call) throws IOException {
        return writers.run(call);
    }

    /**
     * Waits until this file or folder is on the disk. No permit is held: file systems flush all who wait in one go, so who
     * waits for others first waits longer, and so do they.
     */
    void flush(FileChannel channel) throws IOException {
        int slot = underWay.begin();
        try {
            channel.force(true);
        } finally {
            underWay.end(slot);
        }
    }

    /** Opens a file of this path. */
    public FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
        return disk.open(file, options);
    }

    /** True if what is answered must survive a loss of power. */
    public boolean isForced() {
        return fsyncAfterBytes > 0;
    }

    /** True if a file has to be flushed that was written so far since the last time. */
    boolean isFlushDue(long bytes) {
        return fsyncAfterBytes > 0 && bytes >= fsyncAfterBytes;
    }

    /** Makes sure that the name of a file survives a loss of power. */
    void forceFolderOf(Place place) throws IOException {
        Path folder = Objects.requireNonNull(place.path().getParent(), "a place is inside a folder");
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            flush(channel);
        }
    }

    /** A new name for content that is not in its place yet, on the same file system as its place. */
    Path newIncoming() {
        return incoming.next();
    }

    /** Gives a file its place, and replaces what stands there. */
    public void rename(Path from, Place to) throws IOException {
        writing(() -> inFolderOf(to, () -> renamed(from, to.path())));
    }

    /**
     * Makes a symbolic link to the absolute path of another file, as C does.
     *
     * @throws FileAlreadyExistsException if something stands at its place
     */
    public void link(Place place, Place target) throws IOException {
        writing(() -> inFolderOf(place, () -> Files.createSymbolicLink(place.path(), target.path())));
    }

    /** Gives a file these times: replicas have those of their source. */
    public void setTimes(Path file, long unixSeconds) throws FdfsException {
        try {
            writing(() -> withTimes(file, unixSeconds));
        } catch (IOException e) {
            throw failure(e, "setting times on " + this, 0);
        }
    }

    /** The same for who has his turn at the disk already. */
    static Path withTimes(Path file, long unixSeconds) throws IOException {
        FileTime time = FileTime.from(unixSeconds, TimeUnit.SECONDS);
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, null);
        return file;
    }

    /** Renames for who has his turn at the disk already; the folder is there. */
    Path renamed(Path from, Path to) throws IOException {
        disk.rename(from, to);
        return to;
    }

    /** Removes a file or a link, no folder. {@link Files#delete} looks each time which of them it is. */
    public void delete(Path file) throws IOException {
        if (!file.toFile().delete()) {
            Files.delete(file); // Fails again, and says why.
        }
    }

    /** Makes a file at a place, or beside it. */
    FileChannel make(Place place, Path file, Set<? extends OpenOption> options) throws IOException {
        return inFolderOf(place, () -> disk.open(file, options));
    }

    /** Makes the folder of a place again if somebody has removed it. */
    private <T> T inFolderOf(Place place, DiskCall<T> call) throws IOException {
        try {
            return call.run();
        } catch (NoSuchFileException e) {
            if (!restoreFolder(place)) {
                throw e;
            }
            return call.run();
        }
    }

    /**
     * Makes a folder again.
     *
     * @return false if it was there
     * @throws NoSuchFileException if the store path itself is gone: nothing may be made below the place of a lost mount
     */
    private boolean restoreFolder(Place place) throws IOException {
        String high = place.trueName().substring(0, HIGH_LENGTH);
        String folder = place.trueName().substring(0, FOLDER_LENGTH);
        boolean made = makeIfMissing(data.resolve(high));
        made |= makeIfMissing(data.resolve(folder));
        if (made) {
            log.warn("{}: made folder {} again, which was gone", data, folder);
        }
        return made;
    }

    /** Makes the folders for unfinished files again; false if they were there. */
    boolean restoreIncoming() throws IOException {
        return incoming.restore();
    }

    static boolean makeIfMissing(Path folder) throws IOException {
        try {
            LocalDisk.makeFolder(folder);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    /**
     * The space as it was a second ago: asking the system for every upload costs more than it tells. One asks for all, so
     * a disk that does not answer holds up one.
     */
    public Space space() {
        long now = System.nanoTime();
        if (now - spaceMeasuredNanos > SPACE_IS_KNOWN_NANOS && measuring.compareAndSet(false, true)) {
            int slot = underWay.begin();
            try {
                space = disk.space(data);
                spaceMeasuredNanos = now;
            } finally {
                underWay.end(slot);
                measuring.set(false);
            }
        }
        return space;
    }

    /** What is at this disk now. */
    CallsUnderWay underWay() {
        return underWay;
    }

    /** Turns a failed disk call into the status that C would answer; {@code bytes} is what was to be written. */
    public FdfsException failure(IOException cause, String attempted, long bytes) {
        return DiskFailure.of(cause, attempted, disk, data, bytes);
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
