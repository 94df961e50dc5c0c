package io.fastdfs.storage.disk;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file systems of this host. Files are made with mode 0644 and folders with 0755, as C makes them. */
public final class LocalDisk implements Disk {
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-r--r--");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE = mode("rwxr-xr-x");

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    @Override
    public FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
        boolean makes = options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        return makes ? FileChannel.open(path, options, FILE_MODE) : FileChannel.open(path, options);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Space space(Path folder) {
        File file = folder.toFile();
        return new Space(file.getTotalSpace(), file.getUsableSpace());
    }

    /** Makes a folder and those above it, where they are missing. */
    public static void makeFolders(Path folder) throws IOException {
        Files.createDirectories(folder, FOLDER_MODE);
    }

    /**
     * Makes one folder.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there
     */
    public static void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder, FOLDER_MODE);
    }
}
