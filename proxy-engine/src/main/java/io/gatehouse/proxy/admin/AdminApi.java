package io.gatehouse.proxy.admin;

import io.gatehouse.model.admin.info.CatalogDocuments;
import io.gatehouse.model.admin.info.NodeDocument;
import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.admin.query.EntityDocuments;
import io.gatehouse.model.admin.query.KeyRules;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.Node;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.activation.DeclaredConfiguration;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.status.StatusRoutes;
import java.time.Clock;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * What the Admin API of a node is made from.
 *
 * @param catalog what the node can be configured with
 * @param active the configuration that is shown
 * @param declared takes the configurations that are posted
 * @param balancers know the health of upstreams
 * @param thread applies them, one after the other, and refuses more than it should have waiting
 */
public record AdminApi(
        Settings settings,
        EntityCatalog catalog,
        Node node,
        ActiveConfiguration active,
        DeclaredConfiguration declared,
        StatusRoutes status,
        Balancers balancers,
        Executor thread) {

    AdminRoutes routes() {
        Clock clock = Clock.systemUTC();
        EntityValidator validator = new EntityValidator(catalog, clock);
        ApiForm form = new ApiForm(validator, clock);
        DeclaredEntities entities = new DeclaredEntities(new KeyRules(catalog, validator), form, active::table);
        EntityRoutes lists = new EntityRoutes(
                paths(), entities, new RefusedWrites(entities, validator), new EntityDocuments(validator));
        return new AdminRoutes(
                nodeDocument(),
                new CatalogDocuments(catalog, validator),
                new ConfigRoute(active, declared, catalog, new LoadedEntities(catalog, form), thread),
                new TagRoutes(new TaggedEntities(catalog, validator), active::table),
                new LogLevelRoutes(settings.requiredText("log_level")),
                status,
                new UpstreamRoutes(catalog.type("upstreams").orElseThrow(), entities, lists, balancers, node.id()),
                lists);
    }

    AdminPaths paths() {
        return new AdminPaths(catalog);
    }

    private Resource nodeDocument() {
        NodeDocument document = new NodeDocument(settings, catalog, node.id(), node.hostname());
        return Resource.get(
                request -> AdminAnswer.ok(document.describe(pluginsInUse(), settings.requiredText("log_level"))));
    }

    private SortedSet<String> pluginsInUse() {
        SortedSet<String> names = new TreeSet<>();
        active.table().rows("plugins").forEach(row -> names.add(row.path("name").asText()));
        return names;
    }
}
