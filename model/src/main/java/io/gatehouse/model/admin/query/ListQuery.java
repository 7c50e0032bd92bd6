package io.gatehouse.model.admin.query;

import java.util.Optional;

/**
 * Which page of a collection is wanted.
 *
 * @param size number of entities, 1 to 1000
 * @param offset what {@link Page#offset()} gave for the page before, as the client sent it
 * @param tags only entities with these tags
 * @param parent only children of this entity
 * @param order the order of the page; offsets of one order mean nothing in the other
 */
public record ListQuery(
        int size, Optional<String> offset, Optional<TagFilter> tags, Optional<Parent> parent, Order order) {

    /** How a collection is sorted. */
    public enum Order {
        /** Ascending by id; offsets name the last row, so rows can come and go between two pages. */
        ID,
        /** Latest {@code created_at} first; offsets count rows. For the targets of an upstream. */
        NEWEST_FIRST
    }

    public ListQuery {
        if (size < 1 || size > 1000) {
            throw new IllegalArgumentException("size " + size + " is not between 1 and 1000");
        }
    }

    /** Pages of this size in order of id. */
    public static ListQuery ofSize(int size) {
        return new ListQuery(size, Optional.empty(), Optional.empty(), Optional.empty(), Order.ID);
    }

    public ListQuery from(Optional<String> offset) {
        return new ListQuery(size, offset, tags, parent, order);
    }

    public ListQuery tagged(Optional<TagFilter> tags) {
        return new ListQuery(size, offset, tags, parent, order);
    }

    public ListQuery under(Parent parent) {
        return new ListQuery(size, offset, tags, Optional.of(parent), order);
    }

    public ListQuery newestFirst() {
        return new ListQuery(size, offset, tags, parent, Order.NEWEST_FIRST);
    }
}
