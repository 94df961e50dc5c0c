package io.fastdfs.protocol;

/**
 * What an upload returns: the group that holds the file, and its logic filename there.
 *
 * @param group 1 to 16 letters and digits
 * @param filename logic filename, {@code M00/0A/FF/…}
 */
public record FileId(String group, String filename) {
    /**
     * Splits at the first slash. Whether the filename has the shape of one, {@link LogicName} tells: a storage also serves
     * names that no upload returned.
     *
     * @throws FdfsException EINVAL if that leaves no valid group or no filename of 1 to 127 bytes
     */
    public static FileId parse(String id) throws FdfsException {
        int slash = id.indexOf('/');
        if (slash < 1) {
            throw FdfsException.invalid("file id \"" + id + "\" has no group before a slash");
        }
        String group = id.substring(0, slash);
        String filename = id.substring(slash + 1);
        if (!isGroup(group)) {
            throw FdfsException.invalid("group \"" + group + "\" is not 1 to 16 letters and digits");
        }
        if (filename.isEmpty() || filename.length() > Width.MAX_FILENAME) {
            throw FdfsException.invalid("filename of " + filename.length() + " bytes in \"" + id + "\"");
        }
        if (filename.chars().anyMatch(c -> c == 0 || c > 0xFF)) {
            throw FdfsException.invalid("a character of \"" + id + "\" cannot be sent");
        }
        return new FileId(group, filename);
    }

    /** True for 1 to 16 letters and digits, the only group names that C starts with. */
    public static boolean isGroup(String name) {
        if (name.isEmpty() || name.length() > Width.GROUP) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return group + "/" + filename;
    }
}
