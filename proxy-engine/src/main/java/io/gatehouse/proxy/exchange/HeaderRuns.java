package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;
import java.util.ArrayList;
import java.util.List;

/** Copies the header lines that pass through, neighbours in one go. */
final class HeaderRuns {
    private static final byte[] LINE_END = {'\r', '\n'};

    private HeaderRuns() {}

    /**
     * @param dropped mask of headers that are not copied
     * @param edits lines that it removes are not copied either
     * @param nominated names that the sender's {@code Connection} claims for its hop
     */
    static void copy(HeaderBlock headers, long dropped, HeaderEdits edits, List<String> nominated, HeadWriter out) {
        boolean named = !edits.isEmpty() || !nominated.isEmpty();
        byte[] bytes = headers.bytes();
        int runStart = 0;
        int runEnd = 0;
        for (int line = 0; line < headers.count(); line++) {
            if (headers.isAny(line, dropped) || named && isRemoved(headers, line, edits, nominated)) {
                continue;
            }
            int start = headers.lineStart(line);
            if (start != runEnd) {
                out.put(bytes, runStart, runEnd);
                runStart = start;
            }
            runEnd = headers.lineEnd(line);
            if (headers.valueEnd(line) + LINE_END.length != runEnd) {
                // blanks behind a value are not part of it (RFC 9110 §5.5), and some receivers take them for it
                out.put(bytes, runStart, headers.valueEnd(line)).put(LINE_END);
                runStart = runEnd;
            }
        }
        out.put(bytes, runStart, runEnd);
    }

    private static boolean isRemoved(HeaderBlock headers, int line, HeaderEdits edits, List<String> nominated) {
        if (headers.known(line) == KnownHeader.CONTENT_LENGTH) {
            // where it is not dropped, the body behind it has this length, whoever would like the line gone
            return false;
        }
        for (int i = 0; i < nominated.size(); i++) {
            if (headers.nameIs(line, nominated.get(i))) {
                return true;
            }
        }
        return edits.removes(headers, line);
    }

    /** The header names in {@code Connection} (RFC 9110 §7.6.1); usually none, without an allocation. */
    static List<String> nominated(HeaderBlock headers) {
        List<String> names = List.of();
        for (int line = headers.find(KnownHeader.CONNECTION); line >= 0 && line < headers.count(); line++) {
            if (headers.known(line) != KnownHeader.CONNECTION
                    || headers.valueIs(line, "keep-alive")
                    || headers.valueIs(line, "close")
                    || headers.valueIs(line, "upgrade")) {
                continue;
            }
            for (String token : headers.value(line).split(",")) {
                String name = token.trim();
                if (!name.isEmpty() && !name.equalsIgnoreCase("close") && !name.equalsIgnoreCase("keep-alive")) {
                    names = names.isEmpty() ? new ArrayList<>() : names;
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Writes the values of all lines of a header, with commas between them; true when there was one. */
    static boolean join(HeaderBlock headers, KnownHeader header, HeadWriter out) {
        boolean any = false;
        for (int line = headers.find(header); line >= 0 && line < headers.count(); line++) {
            if (headers.known(line) == header) {
                if (any) {
                    out.put(", ");
                }
                out.put(headers.bytes(), headers.valueStart(line), headers.valueEnd(line));
                any = true;
            }
        }
        return any;
    }
}
