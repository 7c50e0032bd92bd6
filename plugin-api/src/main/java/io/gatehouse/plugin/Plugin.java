package io.gatehouse.plugin;

import java.util.Optional;

/**
 * A plugin: one instance per configured plugin entity, made when a configuration is compiled and kept by later ones for
 * as long as the entity does not change.
 *
 * <p>The methods are the phases of a request, in the order in which they run. All of them are called on the event loop
 * of the exchange and must not block; what takes time is awaited ({@link Step#await}) or handed to
 * {@link PluginContext#background()}. An instance serves many exchanges at once and therefore keeps no state of one.
 */
public interface Plugin {

    /** Runs before routing, for globally configured plugins only. */
    default Step rewrite(Exchange exchange) {
        return Step.NEXT;
    }

    /** Runs after routing and before an upstream is chosen; may answer the client. */
    default Step access(Exchange exchange) {
        return Step.NEXT;
    }

    /** May change status and headers of {@link Exchange#response()} before they are sent; cannot wait. */
    default void responseHeaders(Exchange exchange) {}

    /** Returns a transformer when this plugin wants the body of this response; else the body streams untouched. */
    default Optional<BodyTransformer> responseBody(Exchange exchange) {
        return Optional.empty();
    }

    /** Runs after the last byte was sent; cannot wait, hands what takes time to a queue. */
    default void log(LogEntry entry) {}

    /**
     * Whether {@link #log} asks for {@link LogEntry#document()}. A plugin that only needs the numbers says no: then the gateway need
     * not keep what the document tells besides.
     */
    default boolean readsLogDocument() {
        return true;
    }

    /**
     * Runs at the end of a session of a stream route, if the plugin is configured for one of its protocols ({@code tcp},
     * {@code tls}, {@code tls_passthrough}, {@code udp}); cannot wait. Sessions have no other phase.
     */
    default void logSession(SessionLogEntry entry) {}

    /** Called once when no exchange can reach this instance any more. */
    default void close() {}
}
