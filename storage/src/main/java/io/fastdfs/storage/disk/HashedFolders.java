package io.fastdfs.storage.disk;

import io.fastdfs.protocol.HashedFolder;

/** The folder by a hash of the name: {@code file_distribute_path_mode} 1. */
public final class HashedFolders implements Folders {
    private final int subdirCount;

    public HashedFolders(int subdirCount) {
        this.subdirCount = subdirCount;
    }

    @Override
    public String next(String encodedName) {
        return HashedFolder.of(encodedName, subdirCount);
    }
}
