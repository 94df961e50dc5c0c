package io.fastdfs.storage.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** All mark files of a storage without storage ids: {@code <peer address>_<own port>.mark}. */
public final class MarkFiles {
    private MarkFiles() {}

    /** Renames them when this storage listens at another port than before. */
    public static void changePort(Path folder, int before, int now) throws IOException {
        String end = "_" + before + ".mark";
        try (var marks = Files.newDirectoryStream(folder, "*" + end)) {
            for (Path mark : marks) {
                String name = mark.getFileName().toString();
                String peer = name.substring(0, name.length() - end.length());
                Files.move(mark, folder.resolve(peer + "_" + now + ".mark"), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
