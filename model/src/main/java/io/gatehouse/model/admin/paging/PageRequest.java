package io.gatehouse.model.admin.paging;

import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.TagFilter;
import java.util.Optional;

/**
 * What a client asked of a list.
 *
 * @param size as the client gave it
 * @param offset as the client gave it
 * @param tags as the client gave it
 * @param query the same, checked
 */
public record PageRequest(Optional<String> size, Optional<String> offset, Optional<String> tags, ListQuery query) {

    /**
     * Reads the parameters of a list.
     *
     * @param taggable whether entities of the list have tags; otherwise {@code tags} is a parameter like any unknown one
     * @throws io.gatehouse.model.error.EntityException code 11 for tags, then 9 for the size
     */
    public static PageRequest of(QueryParameters parameters, boolean taggable) {
        Optional<String> tags = taggable ? parameters.first("tags") : Optional.empty();
        Optional<TagFilter> filter = tags.map(TagFilter::parse);
        Optional<String> size = parameters.first("size");
        int number = size.map(PageSize::parse).orElse(PageSize.DEFAULT);
        Optional<String> offset = parameters.first("offset");
        return new PageRequest(
                size, offset, tags, ListQuery.ofSize(number).from(offset).tagged(filter));
    }

    /** As {@link #of} for lists that come latest first, whose size is cut to the most that is allowed. */
    public static PageRequest newestFirst(QueryParameters parameters) {
        Optional<String> tags = parameters.first("tags");
        Optional<TagFilter> filter = tags.map(TagFilter::parse);
        Optional<String> size = parameters.first("size");
        int number = size.map(PageSize::parseClamped).orElse(PageSize.DEFAULT);
        Optional<String> offset = parameters.first("offset");
        return new PageRequest(
                size,
                offset,
                tags,
                ListQuery.ofSize(number).from(offset).tagged(filter).newestFirst());
    }

    /** The same request, with another query made from its own. */
    public PageRequest with(ListQuery other) {
        return new PageRequest(size, offset, tags, other);
    }
}
