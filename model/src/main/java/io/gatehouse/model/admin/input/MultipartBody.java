package io.gatehouse.model.admin.input;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} (RFC 7578). A part is a field; of a file part the content is the value, byte for
 * byte. What cannot be read as a part is left out, so that the validator answers with the fields that are missing.
 */
final class MultipartBody {
    private static final int MAX_HEADERS = 4096;
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
            "(?im)^content-disposition\\s*:\\s*form-data\\b.*?;\\s*name=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");

    private MultipartBody() {}

    /**
     * Reads the parts in order.
     *
     * @param contentType the whole header value, for its boundary
     * @return nothing when there is no boundary or no part
     * @throws UnreadableBodyException when a part's content is no UTF-8
     */
    static List<Parameter> parse(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return List.of();
        }
        // one char per byte keeps positions equal to byte offsets
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "--" + Optional.ofNullable(boundary.group(1)).orElseGet(() -> boundary.group(2));
        List<Parameter> parameters = new ArrayList<>();
        int start = afterDelimiter(text, delimiter, 0);
        while (start >= 0) {
            int end = text.indexOf("\n" + delimiter, start);
            if (end < 0) {
                break;
            }
            part(text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end))
                    .ifPresent(parameters::add);
            start = afterDelimiter(text, delimiter, end + 1);
        }
        return parameters;
    }

    /** Where the part after the delimiter at or behind {@code from} begins; -1 when that was the closing one. */
    private static int afterDelimiter(String text, String delimiter, int from) {
        int at = text.indexOf(delimiter, from);
        if (at < 0 || text.startsWith("--", at + delimiter.length())) {
            return -1;
        }
        int lineEnd = text.indexOf('\n', at + delimiter.length());
        return lineEnd < 0 ? -1 : lineEnd + 1;
    }

    private static Optional<Parameter> part(String part) {
        int crlf = part.indexOf("\r\n\r\n");
        int lf = part.indexOf("\n\n");
        int headersEnd = crlf >= 0 ? crlf : lf;
        if (headersEnd < 0 || headersEnd > MAX_HEADERS) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(part.substring(0, headersEnd));
        if (!name.find()) {
            return Optional.empty();
        }
        String field = Optional.ofNullable(name.group(1))
                .map(quoted -> quoted.replaceAll("\\\\(.)", "$1"))
                .orElseGet(() -> name.group(2));
        return Optional.of(new Parameter(
                utf8(field), Optional.of(utf8(part.substring(headersEnd + (crlf >= 0 ? 4 : 2))))));
    }

    private static String utf8(String bytes) {
        return UrlEncoded.utf8(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
