package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports that clients see: the setting {@code port_maps}. Immutable.
 *
 * @param byListening from the port that the node listens on; a port that is not in here is its own
 */
record PublicPorts(Map<Integer, Integer> byListening) {

    static PublicPorts of(Settings settings) {
        List<String> entries = settings.list("port_maps");
        Map<Integer, Integer> ports = new HashMap<>();
        for (String entry : entries) {
            String[] pair = entry.split(":");
            ports.put(Integer.valueOf(pair[1].trim()), Integer.valueOf(pair[0].trim()));
        }
        return new PublicPorts(Map.copyOf(ports));
    }

    int of(int listening) {
        return byListening.getOrDefault(listening, listening);
    }
}
