package io.gatehouse.model.admin.input;

import java.util.Arrays;
import java.util.List;

/** The path of a request, taken apart. A segment is one key: {@code ;} is a plain character in it, {@code +} a blank. */
public final class PathSegments {

    private PathSegments() {}

    /**
     * The segments, decoded; none for {@code /}.
     *
     * @param path still encoded, without query; one slash at its end means nothing
     * @throws UnreadableBodyException when decoded bytes are no UTF-8
     */
    public static List<String> of(String path) {
        String inner = path.substring(1, path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length());
        return inner.isEmpty()
                ? List.of()
                : Arrays.stream(inner.split("/", -1)).map(UrlEncoded::decode).toList();
    }
}
