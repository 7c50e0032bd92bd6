package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The matched route, as far as plugins need it. */
public interface Route {
    String id();

    Optional<String> name();

    /** The entity as logs show it: no null members, references as {@code {"id": …}}, {@code ws_id}; read-only. */
    ObjectNode document();
}
