package io.gatehouse.liberty.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where the control plane finds its database.
 *
 * @param attributes attributes of Liberty's {@code properties.postgresql}, such as {@code serverName}; the password is not
 *     among them
 * @param password the password, empty when the server asks for none
 */
public record DatabaseAddress(Map<String, String> attributes, String password) {

    public DatabaseAddress {
        attributes = Map.copyOf(new TreeMap<>(attributes));
    }

    /** Names the address without the password. */
    @Override
    public String toString() {
        return attributes.get("user") + "@" + attributes.get("serverName") + ":" + attributes.get("portNumber") + "/"
                + attributes.get("databaseName");
    }
}
