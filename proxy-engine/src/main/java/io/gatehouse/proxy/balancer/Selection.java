package io.gatehouse.proxy.balancer;

import java.util.concurrent.CompletionStage;

/** What a balancer answers. */
public sealed interface Selection permits Endpoint, Selection.Pending, Selection.Refused {

    /**
     * A name is being resolved.
     *
     * @param later completes with an {@link Endpoint} or a {@link Refused}, never exceptionally, on any thread
     */
    record Pending(CompletionStage<Selection> later) implements Selection {}

    /**
     * There is no address.
     *
     * @param status 503 or 500
     * @param message for the client
     * @param reason for the log
     */
    record Refused(int status, String message, String reason) implements Selection {}
}
