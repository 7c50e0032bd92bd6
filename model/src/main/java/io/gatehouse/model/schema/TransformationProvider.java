package io.gatehouse.model.schema;

import java.util.Map;

/**
 * Transformations that schema files call by name; a plugin brings those of its entities through
 * {@link java.util.ServiceLoader}.
 */
public interface TransformationProvider {

    /** The transformations by the names that schema files use. */
    Map<String, Transformation> transformations();
}
