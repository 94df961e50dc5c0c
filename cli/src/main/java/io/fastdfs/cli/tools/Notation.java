package io.fastdfs.cli.tools;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** How the programs in C write sizes, delays and times. */
final class Notation {
    private static final String UNITS = "MGTPEZY";
    private static final long SECONDS_A_DAY = 86_400;
    private static final long SECONDS_AN_HOUR = 3_600;
    private static final long SECONDS_A_MINUTE = 60;

    private Notation() {}

    /** A size: {@code 9.5 GB}, {@code 252 GB}; nothing is {@code 0  B}. */
    static String size(long megabytes) {
        if (megabytes <= 0) {
            return (megabytes << 20) + "  B";
        }
        int power = (63 - Long.numberOfLeadingZeros(megabytes)) / 10;
        return scaled(megabytes, 1L << 10 * power) + " " + UNITS.charAt(power) + "B";
    }

    /** One decimal below 10, none from there on, both rounded half up. */
    private static String scaled(long megabytes, long unit) {
        long whole = megabytes / unit;
        long rest = megabytes % unit;
        if (whole >= 10) {
            return String.valueOf(rest * 2 >= unit && unit > 1 ? whole + 1 : whole);
        }
        long tenths = (rest * 10 + unit / 2) / unit;
        if (tenths < 10) {
            return whole + "." + tenths;
        }
        return whole == 9 ? "10" : whole + 1 + ".0";
    }

    /** A duration, {@code 1 hour 1 minute 1 second}: parts that are 0 are left out, less than 0 counts as 0. */
    static String delay(long seconds) {
        if (seconds <= 0) {
            return "0 second";
        }
        String parts = part(seconds / SECONDS_A_DAY, "day")
                + part(seconds % SECONDS_A_DAY / SECONDS_AN_HOUR, "hour")
                + part(seconds % SECONDS_AN_HOUR / SECONDS_A_MINUTE, "minute")
                + part(seconds % SECONDS_A_MINUTE, "second");
        return parts.substring(1);
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : " " + number + " " + unit + (number == 1 ? "" : "s");
    }

    /** A local time, {@code 2026-11-22 10:59:16}; seconds that no calendar has are shown as they are. */
    static String time(long seconds, ZoneId zone) {
        ZonedDateTime local;
        try {
            local = Instant.ofEpochSecond(seconds).atZone(zone);
        } catch (DateTimeException e) {
            return String.valueOf(seconds);
        }
        return local.getYear() + "-" + two(local.getMonthValue()) + "-" + two(local.getDayOfMonth()) + " "
                + two(local.getHour()) + ":" + two(local.getMinute()) + ":" + two(local.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    /** 0 or 1. */
    static int bit(boolean yes) {
        return yes ? 1 : 0;
    }

    /** Right-aligned in seven columns, as sizes in a report are. */
    static String column(String size) {
        return " ".repeat(Math.max(0, 7 - size.length())) + size;
    }
}
