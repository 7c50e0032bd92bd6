package io.gatehouse.proxy.link;

/** Takes what a control plane pushes. Called on the link's own thread, one push at a time; may take its time. */
public interface PushReceiver {

    /** Hash of the configuration that this node runs: 32 characters, all zeros when it has none. */
    String configurationHash();

    /**
     * Applies a push. What cannot be applied is logged by the receiver and leaves the running configuration.
     *
     * @param frame the frame as it came: gzip of a JSON document
     * @throws io.gatehouse.model.link.LinkException the bytes are not what the protocol says; the session ends
     */
    void receive(byte[] frame);
}
