package io.gatehouse.proxy.listener;

import java.util.ArrayList;
import java.util.List;

/** A response as it came over the wire, chunks joined. */
public record RawResponse(String statusLine, List<String> headerLines, String body) {

    public int status() {
        return Integer.parseInt(statusLine.split(" ")[1]);
    }

    /** The values of a header, in order. */
    List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (String line : headerLines) {
            int colon = line.indexOf(':');
            if (line.substring(0, colon).equalsIgnoreCase(name)) {
                values.add(line.substring(colon + 1).trim());
            }
        }
        return values;
    }

    /** The only value of a header; empty text when it is absent. */
    String header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " came more than once: " + values);
        }
        return values.isEmpty() ? "" : values.get(0);
    }
}
