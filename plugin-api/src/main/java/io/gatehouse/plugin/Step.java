package io.gatehouse.plugin;

import java.util.concurrent.CompletionStage;

/** What happens after a phase of one plugin. */
public sealed interface Step {

    /** Go on with the next plugin. A constant: the usual path allocates nothing. */
    Step NEXT = new Next();

    /** Answer the client now; later plugins skip their access phase, but still see the response and the log. */
    static Step respond(Reply reply) {
        return new Respond(reply);
    }

    /** Wait; the exchange resumes on its own event loop with the step that {@code later} completes with. */
    static Step await(CompletionStage<Step> later) {
        return new Await(later);
    }

    record Next() implements Step {}

    record Respond(Reply reply) implements Step {}

    record Await(CompletionStage<Step> later) implements Step {}
}
