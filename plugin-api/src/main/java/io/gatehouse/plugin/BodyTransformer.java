package io.gatehouse.plugin;

/** Sees a response body piece by piece, on the event loop of the exchange. */
public interface BodyTransformer {

    /**
     * @param piece the next bytes; empty at the end when {@code last}
     * @param last no more will come
     * @return the bytes to send in their place; may be empty
     */
    byte[] transform(byte[] piece, boolean last);
}
