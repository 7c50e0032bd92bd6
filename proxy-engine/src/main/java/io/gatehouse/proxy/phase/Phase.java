package io.gatehouse.proxy.phase;

import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.SessionLogEntry;

/** The phases of {@link Plugin}. */
public enum Phase {
    REWRITE("rewrite", Exchange.class),
    ACCESS("access", Exchange.class),
    RESPONSE_HEADERS("responseHeaders", Exchange.class),
    RESPONSE_BODY("responseBody", Exchange.class),
    LOG("log", LogEntry.class),
    /** Of stream sessions, which have no other. */
    SESSION_LOG("logSession", SessionLogEntry.class);

    private final String method;
    private final Class<?> parameter;

    Phase(String method, Class<?> parameter) {
        this.method = method;
        this.parameter = parameter;
    }

    /** Whether the class replaces the interface's empty method. */
    boolean implementedBy(Class<? extends Plugin> type) {
        try {
            return type.getMethod(method, parameter).getDeclaringClass() != Plugin.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Plugin has no method " + method, e);
        }
    }
}
