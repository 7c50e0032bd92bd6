package io.gatehouse.admin.input;

import java.util.Optional;

/** How the body of a request is written. */
public enum BodyFormat {
    /** No body and no content type: an empty document. */
    NONE(""),
    JSON("application/json"),
    FORM("application/x-www-form-urlencoded"),
    MULTIPART("multipart/form-data");

    private final String prefix;

    BodyFormat(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Which format a {@code Content-Type} value announces. Clients append parameters and vendor suffixes, so a prefix
     * decides, and it decides case-sensitively as stock control planes do.
     *
     * @return empty when the type is none that the Admin API reads
     */
    public static Optional<BodyFormat> of(String contentType) {
        for (BodyFormat format : values()) {
            if (format != NONE && contentType.startsWith(format.prefix)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Whether the values of this format are strings whose types only the schema knows. */
    public boolean untyped() {
        return this == FORM || this == MULTIPART;
    }
}
