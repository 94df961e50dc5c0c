package io.fastdfs.storage.binlog;

import io.fastdfs.protocol.Width;
import java.text.ParseException;

/**
 * One line of the binlog: {@code <unix seconds> <letter> <text>\n}, single spaces.
 *
 * @param seconds Unix time: of a new content the file's modification time, else that of the change
 * @param replica true if another storage made the change for a client, and it was copied from there
 */
public record BinlogRecord(long seconds, boolean replica, Change change) {
    /** The longest line that C reads, its line end included. */
    static final int MAX_LINE = 255;
    /** The longest text behind the letter that C reads. */
    public static final int MAX_TEXT = 127;

    private static final int MIN_FILENAME = 11;

    /** A change that a client has asked for here. */
    public static BinlogRecord own(long seconds, Change change) {
        return new BinlogRecord(seconds, false, change);
    }

    /** A change that was made elsewhere, under the time that it has there. */
    public static BinlogRecord copied(long seconds, Change change) {
        return new BinlogRecord(seconds, true, change);
    }

    /** The line, with its end. */
    public String line() {
        char letter = replica ? Character.toLowerCase(change.letter()) : change.letter();
        return seconds + " " + letter + " " + change.text() + "\n";
    }

    /**
     * Reads a line without its end.
     *
     * @throws ParseException if C would not read it either, or it misses what belongs to its letter: FastDFS 6.13 to 6.16
     *     write link records without their names
     */
    public static BinlogRecord parse(String line) throws ParseException {
        int first = line.indexOf(' ');
        if (first < 1 || first + 3 > line.length() || line.charAt(first + 2) != ' ') {
            throw new ParseException("no time, letter and filename", 0);
        }
        String text = line.substring(first + 3);
        if (text.length() > MAX_TEXT || line.length() >= MAX_LINE) {
            throw new ParseException("longer than C reads", MAX_TEXT);
        }
        char letter = line.charAt(first + 1);
        boolean replica = Character.isLowerCase(letter);
        long seconds = number(line.substring(0, first));
        return new BinlogRecord(seconds, replica, change(Character.toUpperCase(letter), text));
    }

    private static Change change(char letter, String text) throws ParseException {
        String[] part = text.split(" ", -1);
        return switch (letter) {
            case 'C' -> new Change.Create(only(part));
            case 'D' -> new Change.Delete(only(part));
            case 'U' -> new Change.Update(only(part));
            case 'A' -> new Change.Append(filename(part, 0, 3), number(part[1]), number(part[2]));
            case 'M' -> new Change.Modify(filename(part, 0, 3), number(part[1]), number(part[2]));
            case 'T' -> new Change.Truncate(filename(part, 0, 3), number(part[1]), number(part[2]));
            case 'L' -> new Change.Link(filename(part, 0, 2), filename(part, 1, 2));
            case 'R' -> new Change.Rename(filename(part, 0, 2), filename(part, 1, 2));
            default -> throw new ParseException("unknown letter " + letter, 0);
        };
    }

    private static String only(String[] part) throws ParseException {
        return filename(part, 0, 1);
    }

    private static String filename(String[] part, int at, int expectedParts) throws ParseException {
        if (part.length != expectedParts
                || part[at].length() < MIN_FILENAME
                || part[at].length() > Width.MAX_FILENAME) {
            throw new ParseException("not " + expectedParts + " fields with filenames", at);
        }
        return part[at];
    }

    private static long number(String digits) throws ParseException {
        try {
            long number = Long.parseLong(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, like a negative one.
        }
        throw new ParseException("\"" + digits + "\" is no number from 0 on", 0);
    }
}
