package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.admin.query.CustomId;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.entity.EntityType;
import java.util.List;
import java.util.Optional;

/** {@code /consumers}, which can also be asked for the one consumer with a {@code custom_id}. */
public class ConsumersResource extends CollectionResource {
    ConsumersResource(EntityAccess access, EntityType type) {
        super(access, type);
    }

    @Override
    public ObjectNode list() {
        QueryParameters query = access().query();
        Optional<EntityKey> wanted = CustomId.of(query);
        if (wanted.isEmpty()) {
            return super.list();
        }
        List<ObjectNode> found = access().service().find(type(), wanted.get(), Optional.empty()).stream()
                .toList();
        return PageDocument.of(
                new Page(found, Optional.empty()), access().path(), PageRequest.of(query, type().taggable()));
    }
}
