package io.gatehouse.proxy.client;

/** A client's connection, as the shutdown of its event loop sees it. Called on that loop. */
public interface OpenConnection {

    /** The node shuts down: closes now when idle, else after what is under way. */
    void drain();

    /** Closes at once. */
    void closeNow();
}
