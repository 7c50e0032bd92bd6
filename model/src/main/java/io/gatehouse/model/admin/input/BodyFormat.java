package io.gatehouse.model.admin.input;

import io.gatehouse.model.admin.errors.MessageException;
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

    /**
     * The format of a body.
     *
     * @param contentType the header value, empty when there was none
     * @param present whether the request has a body
     * @throws MessageException 415 when the Admin API reads no such type
     */
    public static BodyFormat require(String contentType, boolean present) {
        if (contentType.isEmpty() && !present) {
            return NONE;
        }
        return of(contentType)
                .orElseThrow(() -> new MessageException(
                        415,
                        "Unsupported Content-Type '" + contentType + "'; send application/json,"
                                + " application/x-www-form-urlencoded or multipart/form-data"));
    }

    /** Whether the values of this format are strings whose types only the schema knows. */
    public boolean untyped() {
        return this == FORM || this == MULTIPART;
    }
}
