package io.gatehouse.plugin;

import java.util.List;
import java.util.Optional;

/** The response head on its way to the client. */
public interface ClientResponse {

    int status();

    void status(int status);

    Optional<String> header(String name);

    List<String> headers(String name);

    void setHeader(String name, String value);

    void addHeader(String name, String value);

    void removeHeader(String name);

    /** Who made the response. */
    Source source();

    /** The origin of a response. */
    enum Source {
        /** The upstream answered. */
        SERVICE,
        /** A plugin answered, or the gateway refused the request by rule. */
        EXIT,
        /** The gateway failed or could not reach the upstream. */
        ERROR
    }
}
