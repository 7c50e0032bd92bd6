package io.gatehouse.model.schema;

import java.util.Map;

/** Rules written in Java that schemas call by name; a plugin brings its own through {@link java.util.ServiceLoader}. */
public interface CheckProvider {

    /** The rules by the names that schema files use. */
    Map<String, ValueCheck> checks();
}
