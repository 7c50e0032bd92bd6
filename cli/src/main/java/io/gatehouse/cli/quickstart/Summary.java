package io.gatehouse.cli.quickstart;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user needs to know once everything runs.
 *
 * @param url of the demo route
 * @param key of the demo consumer
 */
record Summary(
        Installation installation,
        Settings controlPlane,
        Settings dataPlane,
        String url,
        String key,
        int upstreamPort) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Gatehouse is running:");
        add(lines, "proxy", dataPlane, "proxy_listen");
        add(lines, "Admin API", controlPlane, "admin_listen");
        add(lines, "status, data plane", dataPlane, "status_listen");
        add(lines, "status, control plane", controlPlane, "status_listen");
        lines.add("  demo upstream          http://127.0.0.1:" + upstreamPort);
        lines.add("  logs                   " + installation.logs());
        lines.add("");
        lines.add("What to try next:");
        String admin = NodeSettings.first(controlPlane, "admin_listen", false)
                .map(Listener::localUrl)
                .orElse("");
        String proxy = NodeSettings.first(dataPlane, "proxy_listen", false)
                .map(Listener::localUrl)
                .orElse("");
        lines.add("  curl -i " + url + " -H 'apikey: " + key + "'");
        lines.add("  curl -i -X POST " + admin + "/services --data name=hello --data url=http://127.0.0.1:"
                + upstreamPort);
        lines.add("  curl -i -X POST " + admin + "/services/hello/routes --data 'paths[]=/hello'");
        lines.add("  curl -i " + proxy + "/hello");
        lines.add("  curl -s " + admin + "/clustering/data-planes");
        return lines;
    }

    private static void add(List<String> lines, String name, Settings settings, String key) {
        List<String> urls =
                settings.listeners(key).stream().map(Listener::localUrl).toList();
        lines.add(String.format("  %-22s %s", name, String.join("  ", urls)));
    }
}
