package io.gatehouse.cluster.snapshot.compat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as numbers that can be compared: three digits for each of up to four parts. */
final class VersionNumber {
    private static final Pattern LEADING_DIGITS = Pattern.compile("^\\d{1,3}");
    private static final int PARTS = 4;

    private VersionNumber() {}

    /** {@code 3.9.3} is 3009003000; what is no number counts as 0. */
    static long of(String version) {
        String[] parts = version.split("\\.", PARTS + 1);
        long number = 0;
        for (int i = 0; i < PARTS; i++) {
            Matcher digits = LEADING_DIGITS.matcher(i < parts.length ? parts[i] : "");
            number = number * 1000 + (digits.find() ? Integer.parseInt(digits.group()) : 0);
        }
        return number;
    }
}
