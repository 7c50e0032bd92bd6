package io.gatehouse.admin.resources;

import io.gatehouse.cluster.entity.EntityKey;
import io.gatehouse.model.entity.EntityType;

/** Keys of children below their parent. */
final class NestedKeys {

    private NestedKeys() {}

    /** As {@link EntityKey#parse}, with the field by which children of one parent are told apart. */
    static EntityKey parse(EntityType type, String segment) {
        if (type.endpointKey().isEmpty() && type.nestedKey().isPresent() && !EntityKey.isId(segment)) {
            return new EntityKey.Name(type.nestedKey().get(), segment);
        }
        return EntityKey.parse(type, segment);
    }
}
