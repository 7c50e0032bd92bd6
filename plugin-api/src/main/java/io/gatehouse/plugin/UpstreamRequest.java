package io.gatehouse.plugin;

import java.util.Optional;

/** The request that will be sent upstream. Changes apply on top of the client's headers. */
public interface UpstreamRequest {

    /** Replaces every line of the header by one. */
    void setHeader(String name, String value);

    /** Adds a line. */
    void addHeader(String name, String value);

    void removeHeader(String name);

    /** First value of a header as it would be sent now, the changes of earlier plugins included. */
    Optional<String> header(String name);

    /** Replaces the query; {@code raw} is encoded and has no {@code ?}; empty text sends none. */
    void rawQuery(String raw);

    /** Replaces the body that was read with {@link ClientRequest#body(int)}; {@code Content-Length} follows. */
    void body(byte[] content);
}
