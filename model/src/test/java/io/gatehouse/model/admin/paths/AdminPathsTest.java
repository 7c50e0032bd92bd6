package io.gatehouse.model.admin.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminPathsTest {
    private final EntityCatalog catalog = EntityCatalog.of(List.of());
    private final AdminPaths paths = new AdminPaths(catalog);

    @Test
    void givesEveryTypeACollectionExceptInternalAndNestedOnes() {
        assertEquals(type("services"), paths.collection("services").orElseThrow());
        assertTrue(paths.collection("targets").isEmpty());
        assertTrue(paths.collection("parameters").isEmpty());
        assertTrue(paths.collection("no-such-thing").isEmpty());
    }

    @Test
    void putsChildrenBelowWhatTheyReferTo() {
        AdminPaths.Child routes = paths.children(type("services"), "routes").orElseThrow();
        assertEquals(type("routes"), routes.type());
        assertEquals("service", routes.reference().field());
        assertEquals(
                type("targets"),
                paths.children(type("upstreams"), "targets").orElseThrow().type());
        assertTrue(paths.children(type("routes"), "services").isEmpty());
    }

    @Test
    void makesAPathOfEveryReferenceButClosedOnes() {
        assertEquals(
                type("services"),
                paths.reference(type("routes"), "service").orElseThrow().target());
        assertTrue(paths.reference(type("snis"), "certificate").isEmpty());
    }

    @Test
    void listsEveryPath() {
        List<String> templates =
                paths.entityPaths().stream().map(EntityPath::template).toList();
        assertTrue(templates.containsAll(List.of(
                "/services",
                "/services/{services}",
                "/services/{services}/routes",
                "/services/{services}/routes/{routes}",
                "/routes/{routes}/service",
                "/upstreams/{upstreams}/targets/{targets}")));
        assertFalse(templates.contains("/targets"));
    }

    private EntityType type(String name) {
        return catalog.type(name).orElseThrow();
    }
}
