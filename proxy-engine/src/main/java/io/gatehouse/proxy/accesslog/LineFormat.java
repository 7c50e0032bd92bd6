package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.exchange.HttpExchange;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.HeadWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the access log consists of: texts and variables, in the language of nginx's {@code log_format}. Immutable;
 * thread-safe.
 */
final class LineFormat {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    /** The line that readers of Kong's access log know. */
    static final LineFormat KONG = of(
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" "
                    + "\"$http_user_agent\" kong_request_id: \"$kong_request_id\"",
            Escaping.DEFAULT);
    /** The same without the request's id, as most web servers write it. */
    static final LineFormat COMBINED = of(
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" "
                    + "\"$http_user_agent\"",
            Escaping.DEFAULT);

    private final LinePart[] parts;

    private LineFormat(List<LinePart> parts) {
        this.parts = parts.toArray(LinePart[]::new);
    }

    /**
     * @param text with variables such as {@code $status} or {@code ${status}}
     * @throws IllegalArgumentException for a variable that is not known
     */
    static LineFormat of(String text, Escaping escaping) {
        List<LinePart> parts = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(text);
        int at = 0;
        while (variables.find()) {
            literal(parts, text.substring(at, variables.start()));
            String name = variables.group(1) != null ? variables.group(1) : variables.group(2);
            parts.add(RequestVariables.of(name, escaping));
            at = variables.end();
        }
        literal(parts, text.substring(at));
        return new LineFormat(parts);
    }

    private static void literal(List<LinePart> parts, String text) {
        if (!text.isEmpty()) {
            byte[] bytes = Ascii.bytes(text);
            parts.add((line, exchange, clock) -> line.put(bytes));
        }
    }

    /** Writes a line without its end. */
    void write(HeadWriter line, HttpExchange exchange, LoopLines clock) {
        for (LinePart part : parts) {
            part.put(line, exchange, clock);
        }
    }
}
