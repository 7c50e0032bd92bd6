package io.gatehouse.admin.resources;

import io.gatehouse.model.entity.EntityType;

/** {@code /upstreams}, whose entities have a health. */
public class UpstreamsResource extends CollectionResource {

    UpstreamsResource(EntityAccess access, EntityType type) {
        super(access, type);
    }

    @Override
    public EntityResource entity(String key) {
        return new UpstreamResource(access(), type(), key);
    }
}
