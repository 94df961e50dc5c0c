package io.fastdfs.protocol;

/**
 * A logic filename, split: {@code M01/0A/FF/name} is {@code 0A/FF/name} on store path 1.
 *
 * @param storePathIndex 0 to 255
 * @param trueName what stands below the store path's {@code data} folder
 */
public record LogicName(int storePathIndex, String trueName) {
    /** A logic filename has at least this many bytes before its name: {@code M00/HH/HH/}. */
    public static final int PREFIX_BYTES = 10;

    /**
     * Splits and checks: two levels of upper case hexadecimal folders, then a name of visible ASCII characters without
     * slash that is not {@code .} or {@code ..}. So it never leaves its folder, and a space or a line end in it cannot forge
     * a record of the binlog, where C takes any byte. A name without {@code Mnn/} is on store path 0, as ids before FastDFS
     * 1.12 were.
     *
     * @throws FdfsException EINVAL if it has another shape
     */
    public static LogicName parse(String filename) throws FdfsException {
        if (filename.length() <= PREFIX_BYTES || filename.length() > Width.MAX_FILENAME) {
            throw FdfsException.invalid("filename of " + filename.length() + " bytes");
        }
        if (filename.charAt(0) != 'M') {
            return new LogicName(0, checked(filename));
        }
        int high = hex(filename.charAt(1));
        int low = hex(filename.charAt(2));
        if (high < 0 || low < 0 || filename.charAt(3) != '/') {
            throw FdfsException.invalid("store path in filename " + filename);
        }
        return new LogicName(high << 4 | low, checked(filename.substring(4)));
    }

    /** The value of an ASCII hexadecimal digit, or -1. */
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static String checked(String trueName) throws FdfsException {
        boolean valid = trueName.length() > 6
                && isUpperHex(trueName.charAt(0))
                && isUpperHex(trueName.charAt(1))
                && trueName.charAt(2) == '/'
                && isUpperHex(trueName.charAt(3))
                && isUpperHex(trueName.charAt(4))
                && trueName.charAt(5) == '/'
                && isName(trueName.substring(6));
        if (!valid) {
            throw FdfsException.invalid("filename " + trueName + " is not HH/HH/name");
        }
        return trueName;
    }

    private static boolean isName(String name) {
        return name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '/') && !name.equals(".") && !name.equals("..");
    }

    private static boolean isUpperHex(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
    }

    /** The two folders, {@code 0A/FF}. */
    public String folder() {
        return trueName.substring(0, 5);
    }

    /** The name below the folders. */
    public String name() {
        return trueName.substring(6);
    }

    /** The logic filename again. */
    public String filename() {
        return String.format("M%02X/%s", storePathIndex, trueName);
    }
}
