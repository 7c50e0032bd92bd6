package io.gatehouse.model.admin.paging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes a page as lists are answered: {@code data}, {@code next}, and {@code offset} where more follows. */
public final class PageDocument {

    private PageDocument() {}

    /**
     * A page of a collection of its own; the link repeats what the client asked for.
     *
     * @param path the path of the list, encoded as the client gave it
     */
    public static ObjectNode of(Page page, String path, PageRequest request) {
        return document(page, path, request.tags(), request.size());
    }

    /** A page of the children of an entity; its link carries no size, as stock control planes have it. */
    public static ObjectNode nested(Page page, String path, PageRequest request) {
        return document(page, path, request.tags(), Optional.empty());
    }

    private static ObjectNode document(Page page, String path, Optional<String> tags, Optional<String> size) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("data").addAll(page.data());
        if (page.offset().isEmpty()) {
            document.putNull("next");
            return document;
        }
        String offset = page.offset().get();
        StringJoiner query = new StringJoiner("&", path + "?", "");
        query.add("offset=" + encode(offset));
        tags.ifPresent(value -> query.add("tags=" + encode(value)));
        size.ifPresent(value -> query.add("size=" + encode(value)));
        document.put("next", query.toString());
        document.put("offset", offset);
        return document;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
