package io.gatehouse.admin.headers;

import io.gatehouse.model.settings.Settings;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.TimeUnit;

/** Tells how many milliseconds passed between the arrival of the request and its answer. */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class LatencyHeader implements ContainerResponseFilter {
    /** Request attribute: {@link System#nanoTime()} of arrival. */
    static final String STARTED = "io.gatehouse.admin.started";

    private static final String NAME = "X-Kong-Admin-Latency";

    @Inject
    private Settings settings;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STARTED) instanceof Long started && settings.sendsHeader(NAME)) {
            response.getHeaders().putSingle(NAME, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        }
    }
}
