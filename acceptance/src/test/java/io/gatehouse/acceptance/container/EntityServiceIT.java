package io.gatehouse.acceptance.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.EntityService;
import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.settings.Settings;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The entity service and the change log inside the server: container transactions on the real data source. */
@ExtendWith({ContainerServer.class, ArquillianExtension.class})
class EntityServiceIT {

    @Inject
    private EntityService entities;

    @Inject
    private ConfigurationStore store;

    @Inject
    private EntityCatalog catalog;

    @Inject
    private Settings settings;

    @Inject
    @ConfigProperty(name = "router_flavor")
    private String routerFlavor;

    @Deployment
    static EnterpriseArchive application() {
        return ContainerServer.applicationWith(EntityServiceIT.class);
    }

    @Test
    void logsEachChangeInItsTransaction() {
        long before = store.revision();

        ObjectNode created = entities.create(services(), service("logged"), Optional.empty());

        assertEquals(before + 1, store.revision());
        StoredChanges changes = store.readChanges(before).orElseThrow();
        assertEquals(before + 1, changes.revision());
        assertEquals(created.get("id"), changes.upserts().get("services").get(0).get("id"));
    }

    @Test
    void leavesNothingOfARefusedChange() {
        entities.create(services(), service("taken"), Optional.empty());
        long before = store.revision();

        assertThrows(EntityException.class, () -> entities.create(services(), service("taken"), Optional.empty()));

        assertEquals(before, store.revision());
    }

    @Test
    void offersSettingsAsConfigProperties() {
        assertEquals(settings.requiredText("router_flavor"), routerFlavor);
    }

    private EntityType services() {
        return catalog.type("services").orElseThrow();
    }

    private static ObjectNode service(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("url", "http://127.0.0.1:1");
    }
}
