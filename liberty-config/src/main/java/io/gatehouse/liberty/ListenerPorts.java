package io.gatehouse.liberty;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the ports of the control plane before the start. Liberty would go on without a port it cannot have, and the
 * application tells its listeners apart by the port alone.
 */
final class ListenerPorts {
    private static final String WITH_PAGES = "admin_gui_listen";
    private static final List<String> SETTINGS =
            List.of("admin_listen", "status_listen", "cluster_listen", "cluster_telemetry_listen", WITH_PAGES);

    private ListenerPorts() {}

    /**
     * @throws StartException naming every port that is taken or asked for twice
     */
    static void requireFree(Settings settings) {
        List<String> problems = new ArrayList<>();
        Map<Integer, String> owners = new HashMap<>();
        for (String setting : SETTINGS) {
            List<Listener> listeners =
                    setting.equals(WITH_PAGES) ? settings.guiListeners() : settings.listeners(setting);
            for (Listener listener : listeners) {
                String owner = owners.putIfAbsent(listener.port(), setting);
                if (owner != null && !owner.equals(setting)) {
                    problems.add(setting + " has the port of " + owner + " in '" + listener.text()
                            + "'; each needs a port of its own");
                } else {
                    problem(setting, listener, problems);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new StartException(String.join("\n", problems));
        }
    }

    private static void problem(String setting, Listener listener, List<String> problems) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(listener.host()), listener.port()));
        } catch (IOException e) {
            problems.add(setting + " cannot have '" + listener.text() + "' (" + e.getMessage()
                    + "); free the port or choose another address");
        }
    }
}
