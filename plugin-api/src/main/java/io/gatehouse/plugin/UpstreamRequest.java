package io.gatehouse.plugin;

/** The request that will be sent upstream. Changes apply on top of the client's headers. */
public interface UpstreamRequest {

    /** Replaces every line of the header by one. */
    void setHeader(String name, String value);

    /** Adds a line. */
    void addHeader(String name, String value);

    void removeHeader(String name);

    /** Removes every occurrence of a query argument. */
    void removeQueryArgument(String name);

    /** Replaces the body that was read with {@link ClientRequest#body(int)}; {@code Content-Length} follows. */
    void body(byte[] content);
}
