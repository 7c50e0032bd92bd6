package io.gatehouse.proxy.link;

/** What happens to the configuration frames of a session. Called on the link's event loop. */
interface Intake {

    /** The introduction is sent. */
    void begin();

    void add(byte[] frame);

    /** Called whenever the session pings. */
    void rest();
}
