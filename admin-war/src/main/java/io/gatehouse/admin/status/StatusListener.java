package io.gatehouse.admin.status;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows which requests came in on the status listener. */
@ApplicationScoped
public class StatusListener {
    private final Set<Integer> ports;

    @Inject
    StatusListener(Settings settings) {
        ports = settings.listeners("status_listen").stream().map(Listener::port).collect(Collectors.toSet());
    }

    // for the container's client proxy
    StatusListener() {
        ports = Set.of();
    }

    /** Tells whether the status listener has this local port. */
    public boolean has(int localPort) {
        return ports.contains(localPort);
    }
}
