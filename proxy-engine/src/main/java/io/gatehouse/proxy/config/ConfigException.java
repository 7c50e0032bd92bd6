package io.gatehouse.proxy.config;

import java.util.Optional;

/** A configuration that cannot be compiled; the message names entity, field, value and remedy. */
public final class ConfigException extends RuntimeException {
    private final transient Place place;

    /**
     * The field of a row that is wrong.
     *
     * @param type entity type
     * @param id of the row
     * @param name what users know the row by, if it has such a name
     */
    public record Place(String type, String id, Optional<String> name, String field) {}

    public ConfigException(String message) {
        this(message, null, null);
    }

    public ConfigException(String message, Throwable cause) {
        this(message, null, cause);
    }

    /** @param place where the message belongs to, or null when that is no single row */
    ConfigException(String message, Place place, Throwable cause) {
        super(message, cause);
        this.place = place;
    }

    /** The row and field that the message is about, if it is about a single one. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }
}
