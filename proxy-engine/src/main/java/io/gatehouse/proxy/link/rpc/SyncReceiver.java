package io.gatehouse.proxy.link.rpc;

import io.gatehouse.model.link.rpc.SyncAnswer;

/** Takes what a control plane answers. Called on one thread, one answer at a time; may take its time. */
public interface SyncReceiver {

    /** Version of the configuration that differences can be applied to; 0 when everything is needed. */
    long version();

    /**
     * Applies an answer with deltas. What cannot be applied is logged by the receiver and changes nothing.
     *
     * @return whether it was applied
     */
    boolean apply(SyncAnswer answer);

    /** Called when nothing was new for a while. */
    void rest();
}
