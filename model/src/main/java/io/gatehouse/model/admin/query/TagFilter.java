package io.gatehouse.model.admin.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.model.error.EntityException;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code tags} parameter of a list request.
 *
 * @param tags at least one
 * @param match whether an entity needs every one of them
 */
public record TagFilter(List<String> tags, Match match) {

    /** How several tags combine. */
    public enum Match {
        /** {@code a,b}. */
        ALL,
        /** {@code a/b}. */
        ANY
    }

    private static final int MAX_TAGS = 5;

    public TagFilter {
        tags = List.copyOf(tags);
    }

    /**
     * Reads {@code a}, {@code a,b} or {@code a/b}; one separator at the end is tolerated.
     *
     * @throws EntityException code 11 when the text is empty, mixes separators, contains U+0000, has empty tags or more than five
     */
    public static TagFilter parse(String text) {
        if (text.isEmpty()) {
            throw invalid("cannot be null");
        }
        boolean any = text.indexOf('/') >= 0;
        if (any && text.indexOf(',') >= 0 || text.indexOf('\0') >= 0) {
            throw invalid("invalid filter syntax");
        }
        List<String> tags = new ArrayList<>(List.of(text.split(any ? "/" : ",", -1)));
        if (tags.size() > 1 && tags.get(tags.size() - 1).isEmpty()) {
            tags.remove(tags.size() - 1);
        }
        if (tags.contains("")) {
            throw invalid("invalid filter syntax");
        }
        if (tags.size() > MAX_TAGS) {
            throw invalid("cannot query more than 5 tags");
        }
        return new TagFilter(tags, any ? Match.ANY : Match.ALL);
    }

    private static EntityException invalid(String problem) {
        return EntityException.invalidOptions(
                JsonNodeFactory.instance.objectNode().put("tags", problem));
    }
}
