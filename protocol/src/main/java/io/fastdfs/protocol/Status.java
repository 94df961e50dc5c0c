package io.fastdfs.protocol;

/**
 * The status byte of a response: 0, or a Linux errno. An open set, as C passes on whatever a system call said.
 *
 * @param code 0 to 255
 */
public record Status(int code) {
    public static final Status OK = new Status(0);
    public static final Status EPERM = new Status(1);
    public static final Status ENOENT = new Status(2);
    public static final Status EIO = new Status(5);
    public static final Status EAGAIN = new Status(11);
    public static final Status EACCES = new Status(13);
    public static final Status EFAULT = new Status(14);
    public static final Status EBUSY = new Status(16);
    public static final Status EEXIST = new Status(17);
    public static final Status EISDIR = new Status(21);
    public static final Status EINVAL = new Status(22);
    public static final Status ENOSPC = new Status(28);
    public static final Status EROFS = new Status(30);
    public static final Status ENAMETOOLONG = new Status(36);
    public static final Status ENONET = new Status(64);
    public static final Status EOPNOTSUPP = new Status(95);
    public static final Status EALREADY = new Status(114);

    public boolean isOk() {
        return code == 0;
    }

    /** The meaning in words, for people: "no such file or server (2)". */
    public String inWords() {
        String words = switch (code) {
            case 0 -> "OK";
            case 1 -> "operation not permitted";
            case 2 -> "no such file, group or server";
            case 5 -> "input/output error";
            case 11 -> "not ready, try again";
            case 12 -> "out of memory";
            case 13 -> "permission denied";
            case 14 -> "storage in an impossible state";
            case 16 -> "busy";
            case 17 -> "exists already";
            case 21 -> "not a regular file";
            case 22 -> "invalid request";
            case 28 -> "no space left";
            case 30 -> "read-only file system";
            case 36 -> "name too long";
            case 64 -> "storage is not active";
            case 95 -> "not supported here";
            case 104 -> "connection reset";
            case 107 -> "not connected";
            case 110 -> "timed out";
            case 111 -> "connection refused";
            case 114 -> "already done";
            default -> "errno";
        };
        return words + " (" + code + ")";
    }

    @Override
    public String toString() {
        return inWords();
    }
}
