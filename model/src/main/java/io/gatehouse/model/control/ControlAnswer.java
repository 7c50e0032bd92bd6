package io.gatehouse.model.control;

/**
 * What a node makes of a request.
 *
 * @param reply for the one who asked
 * @param afterwards run once the reply is on its way, such as the end of the process
 */
public record ControlAnswer(ControlReply reply, Runnable afterwards) {

    /** An answer with nothing to be done after it. */
    public static ControlAnswer of(ControlReply reply) {
        return new ControlAnswer(reply, () -> {});
    }
}
