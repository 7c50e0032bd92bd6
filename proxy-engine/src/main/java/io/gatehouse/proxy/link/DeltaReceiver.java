package io.gatehouse.proxy.link;

import io.gatehouse.model.link.delta.FromDataPlane;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes what a control plane sends on a session with deltas. Called on the link's own thread, one call at a time; may take its time.
 */
public interface DeltaReceiver {

    /** What to tell a control plane at the beginning of a session. */
    FromDataPlane resume();

    /**
     * Applies what has arrived. What cannot be applied is logged and reported, and leaves the running configuration.
     *
     * @param frames at least one, in the order of their arrival
     * @param reports takes what the control plane is to be told, at once
     * @throws io.gatehouse.model.link.LinkException the bytes are not what the protocol says; the session ends
     */
    void receive(List<ArrivedFrame> frames, Consumer<FromDataPlane> reports);

    /** Called every now and then while nothing arrives. */
    void rest();
}
