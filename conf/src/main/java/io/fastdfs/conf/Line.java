package io.fastdfs.conf;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One line of a conf file.
 *
 * @param number counted from 1
 * @param utf8 false for a line in another charset, which is all right in a comment; then each char is one byte
 */
record Line(String file, int number, String text, boolean utf8) {
    private static final String BLANKS = " \t\r\n";

    Line(String file, int number, String text) {
        this(file, number, text, true);
    }

    static Line decode(String file, int number, byte[] bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new Line(file, number, text.toString(), true);
        } catch (CharacterCodingException e) {
            return new Line(file, number, new String(bytes, StandardCharsets.ISO_8859_1), false);
        }
    }

    Line withText(String other) {
        return new Line(file, number, other, utf8);
    }

    /** How many bytes of the file a part of this line is. */
    int bytes(String part) {
        return part.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1).length;
    }

    /** Without the blanks around it: space, tab, CR, LF, and nothing else. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && BLANKS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && BLANKS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    /** True if the line begins with this tag, blanks before it aside. */
    boolean hasTag(String tag) {
        return trim(text).startsWith(tag);
    }

    /** What follows the tag, trimmed. */
    String behind(String tag) {
        return trim(trim(text).substring(tag.length()));
    }
}
