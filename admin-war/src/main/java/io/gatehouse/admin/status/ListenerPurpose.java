package io.gatehouse.admin.status;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows what the listener is for on which a request came in. */
@ApplicationScoped
public class ListenerPurpose {
    private final Set<Integer> adminPorts;
    private final Set<Integer> statusPorts;
    private final Set<Integer> guiPorts;

    @Inject
    ListenerPurpose(Settings settings) {
        adminPorts = ports(settings.listeners("admin_listen"));
        statusPorts = ports(settings.listeners("status_listen"));
        guiPorts = ports(settings.guiListeners());
    }

    // for the container's client proxy
    ListenerPurpose() {
        adminPorts = Set.of();
        statusPorts = Set.of();
        guiPorts = Set.of();
    }

    /** Tells whether the local port belongs to the Admin API. */
    public boolean isAdmin(int localPort) {
        return adminPorts.contains(localPort);
    }

    /** Tells whether the local port belongs to the status listener. */
    public boolean isStatus(int localPort) {
        return statusPorts.contains(localPort);
    }

    /** Tells whether the local port belongs to the pages of a user interface. */
    public boolean isGui(int localPort) {
        return guiPorts.contains(localPort);
    }

    private static Set<Integer> ports(List<Listener> listeners) {
        return listeners.stream().map(Listener::port).collect(Collectors.toSet());
    }
}
