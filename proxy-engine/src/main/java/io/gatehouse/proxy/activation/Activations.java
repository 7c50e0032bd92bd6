package io.gatehouse.proxy.activation;

/**
 * What has become of the configurations, and changes of them, that this node was given since its start.
 *
 * @param applied number of those that came into force
 * @param refused number of those that were invalid, or could not be served
 * @param lastMillis when one came into force last, in milliseconds since 1970; 0 for never
 */
public record Activations(long applied, long refused, long lastMillis) {
    static final Activations NONE = new Activations(0, 0, 0);

    Activations withApplied(long nowMillis) {
        return new Activations(applied + 1, refused, nowMillis);
    }

    Activations withRefused() {
        return new Activations(applied, refused + 1, lastMillis);
    }
}
