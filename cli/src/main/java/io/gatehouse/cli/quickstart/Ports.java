package io.gatehouse.cli.quickstart;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out before anything is started whether all ports can be had. */
final class Ports {
    private final List<String> problems = new ArrayList<>();
    private final Map<Integer, String> taken = new HashMap<>();

    /** Tries every listener of a setting. */
    void check(Settings settings, String key, String remedy) {
        for (Listener listener : settings.listeners(key)) {
            check(listener.host(), listener.port(), key, remedy);
        }
    }

    /**
     * Tries one address.
     *
     * @param name of the setting or option that holds it
     * @param remedy how another port is chosen
     */
    void check(String host, int port, String name, String remedy) {
        String other = taken.putIfAbsent(port, name);
        if (other != null && port != 0) {
            problems.add("port " + port + " is asked for by both " + other + " and " + name + "; " + remedy);
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            // a port that was left a moment ago can be had; one that somebody listens on cannot
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host.equals("*") ? "0.0.0.0" : host, port));
        } catch (BindException e) {
            boolean inUse = e.getMessage() != null && e.getMessage().contains("in use");
            problems.add("port " + port + " on " + host + " (" + name + ") "
                    + (inUse
                            ? "is used by another process; end that one, or choose another port"
                            : "cannot be had: " + e.getMessage())
                    + "; " + remedy);
        } catch (IOException | RuntimeException e) {
            problems.add(Addresses.authority(host, port) + " (" + name + ") cannot be listened on: " + e.getMessage()
                    + "; " + remedy);
        }
    }

    /** Fails with everything that was found. */
    void require() {
        if (!problems.isEmpty()) {
            throw new CommandException(String.join("\n       ", problems));
        }
    }
}
