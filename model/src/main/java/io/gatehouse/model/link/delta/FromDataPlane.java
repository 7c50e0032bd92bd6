package io.gatehouse.model.link.delta;

/** What a data plane sends on a session with deltas, after its introduction. */
public sealed interface FromDataPlane permits Resume, Applied, Refused {

    /** Returns the payload of the frame. */
    byte[] encode();
}
