package io.gatehouse.model.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The text that a configuration hash is taken of. Its rules are those of the hybrid protocol, oddities included: a long
 * array ends in a separator, a short one does not, and whenever the text has become long its MD5 takes its place.
 */
final class CanonicalText {
    private static final int FOLD_ABOVE = 1_000_000;
    private static final int SHORT_ARRAY = 5;
    private static final MathContext DIGITS = new MathContext(14, RoundingMode.HALF_EVEN);
    private static final long EXACT_INTEGERS = 100_000_000_000_000L;

    /** Order of the UTF-8 bytes, which is that of code points and not that of UTF-16 units. */
    private static final Comparator<String> BYTE_ORDER = CanonicalText::compareCodePoints;

    private final MessageDigest md5 = md5();
    private byte[] buffer = new byte[4096];
    private int length;

    /** Appends a value. */
    void append(JsonNode value) {
        fold();
        switch (value.getNodeType()) {
            case OBJECT -> appendMembers(value, Set.of());
            case ARRAY -> appendElements(value);
            case STRING -> write(value.textValue());
            case NUMBER -> write(number(value));
            case BOOLEAN -> write(value.booleanValue() ? "true" : "false");
            default -> write("/null/");
        }
    }

    /** Appends an object as if some of its members did not exist. */
    void appendObject(JsonNode object, Set<String> without) {
        fold();
        appendMembers(object, without);
    }

    /** Returns the hash of what was appended. */
    String hash() {
        md5.update(buffer, 0, length);
        return HexFormat.of().formatHex(md5.digest());
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    private void appendMembers(JsonNode object, Set<String> without) {
        List<String> names = new ArrayList<>(object.size());
        for (Iterator<String> all = object.fieldNames(); all.hasNext(); ) {
            String name = all.next();
            if (!without.contains(name)) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            write("{}");
            return;
        }
        names.sort(BYTE_ORDER);
        for (String name : names) {
            write(name);
            write((byte) ':');
            append(object.get(name));
            write((byte) ';');
        }
    }

    private void appendElements(JsonNode array) {
        int size = array.size();
        if (size == 0) {
            write("{}");
            return;
        }
        for (int i = 0; i < size; i++) {
            append(array.get(i));
            if (i < size - 1 || size > SHORT_ARRAY) {
                write((byte) ';');
            }
        }
    }

    /** Formats as {@code %.14g} of C does; all numbers of the protocol are doubles. */
    static String number(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            long integer = value.longValue();
            if (integer > -EXACT_INTEGERS && integer < EXACT_INTEGERS) {
                return Long.toString(integer);
            }
        }
        double number = value.doubleValue();
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < DIGITS.getPrecision()) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder();
        text.append(number < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return text.append(size < 10 ? "0" : "").append(size).toString();
    }

    private void fold() {
        if (length > FOLD_ABOVE) {
            md5.update(buffer, 0, length);
            byte[] digest = md5.digest();
            System.arraycopy(digest, 0, buffer, 0, digest.length);
            length = digest.length;
        }
    }

    private void write(byte value) {
        reserve(1);
        buffer[length++] = value;
    }

    private void write(String text) {
        int size = text.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                // what was copied so far stays; the rest goes the long way
                byte[] bytes = text.substring(i).getBytes(StandardCharsets.UTF_8);
                reserve(bytes.length);
                System.arraycopy(bytes, 0, buffer, length, bytes.length);
                length += bytes.length;
                return;
            }
            buffer[length++] = (byte) c;
        }
    }

    private void reserve(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }

    private static int compareCodePoints(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // surrogates sort below U+E000 to U+FFFF as UTF-16, and above them as UTF-8
                boolean surrogateA = Character.isSurrogate(a);
                return surrogateA == Character.isSurrogate(b) ? a - b : surrogateA ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
