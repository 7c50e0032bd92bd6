package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.entity.EntityType;
import java.util.List;
import java.util.Optional;

/** {@code /consumers}, which can also be asked for the one consumer with a {@code custom_id}. */
public class ConsumersResource extends CollectionResource {
    private static final String CUSTOM_ID = "custom_id";

    ConsumersResource(EntityAccess access, EntityType type) {
        super(access, type);
    }

    @Override
    public ObjectNode list() {
        QueryParameters query = access().query();
        Optional<String> customId = query.first(CUSTOM_ID);
        if (customId.isEmpty()) {
            return super.list();
        }
        if (customId.get().isEmpty() || query.count(CUSTOM_ID) > 1) {
            throw new MessageException(400, "custom_id must be an unempty string");
        }
        List<ObjectNode> found =
                access()
                        .service()
                        .find(type(), new EntityKey.Name(CUSTOM_ID, customId.get()), Optional.empty())
                        .stream()
                        .toList();
        return PageDocument.of(
                new Page(found, Optional.empty()), access().path(), PageRequest.of(query, type().taggable()));
    }
}
