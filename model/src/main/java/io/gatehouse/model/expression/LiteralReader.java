package io.gatehouse.model.expression;

import io.gatehouse.model.format.IpAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads literals: strings, raw strings, addresses, networks and integers. For one text and one thread. */
final class LiteralReader {
    private final ExpressionText text;

    LiteralReader(ExpressionText text) {
        this.text = text;
    }

    Literal read() {
        int start = text.position();
        if (text.take("r#\"")) {
            String raw = text.takeUntil("\"#");
            if (raw == null) {
                throw text.expected(start, "rhs");
            }
            return new Literal.Text(raw);
        }
        if (text.take("\"")) {
            return new Literal.Text(string(start));
        }
        return word(start);
    }

    private String string(int start) {
        StringBuilder value = new StringBuilder();
        while (true) {
            if (text.atEnd()) {
                throw text.expected(start, "rhs");
            }
            char c = text.next();
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        int start = text.position();
        char c = text.atEnd() ? 0 : text.next();
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw text.expected(start, "str_char");
        };
    }

    /** Addresses come before integers, for both begin with digits. */
    private Literal word(int start) {
        String word = text.takeWhile(".:");
        Optional<InetAddress> address = address(word);
        if (address.isPresent()) {
            return text.take("/") ? network(start, address.get()) : new Literal.Address(address.get());
        }
        text.back(start);
        boolean negative = text.take("-");
        String digits = text.takeWhile("");
        return new Literal.Number(integer(start, digits, negative));
    }

    private Literal network(int start, InetAddress address) {
        String digits = text.takeWhile("");
        int most = address.getAddress().length * 8;
        boolean number =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(Character::isDigit);
        if (!number || Integer.parseInt(digits) > most) {
            throw text.expected(start, "rhs");
        }
        return new Literal.Network(address, Integer.parseInt(digits));
    }

    private static Optional<InetAddress> address(String word) {
        Optional<byte[]> bytes = IpAddress.parseV4(word).or(() -> IpAddress.parseV6(word));
        try {
            return bytes.isPresent() ? Optional.of(InetAddress.getByAddress(bytes.get())) : Optional.empty();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes is none", e);
        }
    }

    /** Decimal, hexadecimal after {@code 0x}, octal after {@code 0}. */
    private long integer(int start, String digits, boolean negative) {
        int radix = 10;
        String number = digits;
        if (digits.startsWith("0x")) {
            radix = 16;
            number = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
            number = digits.substring(1);
        }
        try {
            BigInteger value = new BigInteger((negative ? "-" : "") + number, radix);
            return value.longValueExact();
        } catch (NumberFormatException e) {
            throw text.expected(start, "rhs");
        } catch (ArithmeticException e) {
            throw new ExpressionException("integer " + digits + " does not fit into 64 bits");
        }
    }
}
