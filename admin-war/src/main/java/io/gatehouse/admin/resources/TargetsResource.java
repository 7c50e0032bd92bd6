package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.function.Supplier;

/** The targets of an upstream, latest first; {@code /upstreams/my-upstream/targets}. */
public class TargetsResource extends NestedCollectionResource {

    TargetsResource(EntityAccess access, EntityType type, Supplier<Parent> parent) {
        super(access, type, parent);
    }

    @Override
    public ObjectNode list() {
        return page(PageRequest.newestFirst(access().query()));
    }

    /** The same targets in order of id, in pages that do not shift when targets come and go. */
    @Path("all")
    public AllTargets all() {
        return new AllTargets();
    }

    /** {@code /upstreams/my-upstream/targets/all}. */
    public final class AllTargets {
        @GET
        public ObjectNode list() {
            return page(PageRequest.of(access().query(), true));
        }
    }
}
