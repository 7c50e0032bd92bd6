package io.gatehouse.plugin;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The arguments of a query or of an {@code application/x-www-form-urlencoded} body, decoded, in their order. An
 * argument without {@code =} has no value, which differs from an empty one. Broken percent escapes stay as they are.
 */
public record QueryString(List<Argument> arguments) {

    /** One argument; {@code value} is empty when there was no {@code =}. */
    public record Argument(String name, Optional<String> value) {}

    private static final QueryString EMPTY = new QueryString(List.of());

    public QueryString {
        arguments = List.copyOf(arguments);
    }

    /** @param raw text without the leading {@code ?} */
    public static QueryString parse(String raw) {
        if (raw.isEmpty()) {
            return EMPTY;
        }
        List<Argument> arguments = new ArrayList<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                arguments.add(new Argument(
                        name, equals < 0 ? Optional.empty() : Optional.of(decode(pair.substring(equals + 1)))));
            }
        }
        return new QueryString(arguments);
    }

    /** The values of an argument; occurrences without a value are left out. */
    public List<String> values(String name) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .flatMap(argument -> argument.value().stream())
                .toList();
    }

    public boolean has(String name) {
        return arguments.stream().anyMatch(argument -> argument.name().equals(name));
    }

    public QueryString without(String name) {
        return new QueryString(arguments.stream()
                .filter(argument -> !argument.name().equals(name))
                .toList());
    }

    /** The encoded text, without a leading {@code ?}. */
    public String encode() {
        return arguments.stream()
                .map(argument -> encode(argument.name())
                        + argument.value().map(value -> "=" + encode(value)).orElse(""))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return text;
        }
    }
}
