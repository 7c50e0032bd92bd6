package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.answer.JsonText;
import io.gatehouse.model.admin.errors.ErrorAnswer;
import io.gatehouse.model.declarative.DeclarativeText;
import io.gatehouse.model.declarative.FlattenedErrors;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.activation.DeclaredConfiguration;
import io.gatehouse.proxy.config.ConfigException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /config}: the configuration as one document. Loading and writing one takes time, and is done by a thread of its own. */
final class ConfigRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigRoute.class);
    private static final String RETRY_SECONDS = "1";

    private final ActiveConfiguration active;
    private final DeclaredConfiguration declared;
    private final EntityCatalog catalog;
    private final LoadedEntities loaded;
    private final Executor thread;

    /** @param thread applies configurations, one after the other, and refuses more than it should have waiting */
    ConfigRoute(
            ActiveConfiguration active,
            DeclaredConfiguration declared,
            EntityCatalog catalog,
            LoadedEntities loaded,
            Executor thread) {
        this.active = active;
        this.declared = declared;
        this.catalog = catalog;
        this.loaded = loaded;
        this.thread = thread;
    }

    Resource resource() {
        return new Resource()
                .later("GET", request -> onThread(this::read))
                .later("POST", request -> onThread(() -> load(request)));
    }

    private CompletionStage<AdminAnswer> onThread(Supplier<AdminAnswer> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread);
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.completedFuture(
                    AdminAnswer.error(ErrorAnswer.message(429, "Currently loading previous configuration"))
                            .with(Map.of("Retry-After", RETRY_SECONDS)));
        }
    }

    private AdminAnswer read() {
        return AdminAnswer.ok(JsonNodeFactory.instance.objectNode().put("config", DeclarativeText.of(active.table())));
    }

    private AdminAnswer load(AdminRequest request) {
        PostedConfiguration posted = PostedConfiguration.of(request);
        if (posted.checksHash() && posted.hash().equals(active.hash())) {
            return AdminAnswer.empty(304);
        }
        try {
            ConfigTable table = declared.apply(posted.document(), posted.hash());
            return new AdminAnswer(201, JsonText.CONTENT_TYPE, loaded.write(table), Map.of());
        } catch (EntityException refused) {
            LOG.warn(
                    "the configuration that was posted is refused: {}; {} goes on serving",
                    refused.getMessage(),
                    active.hash());
            JsonNode answer = posted.flattensErrors()
                    ? FlattenedErrors.describe(catalog, posted.document(), refused)
                    : refused.toDocument();
            return AdminAnswer.json(refused.code().status(), answer);
        } catch (ConfigException unusable) {
            LOG.warn(
                    "the configuration that was posted cannot be served: {}; {} goes on",
                    unusable.getMessage(),
                    active.hash());
            ObjectNode fields = JsonNodeFactory.instance.objectNode().put("error", unusable.getMessage());
            throw EntityException.declarativeConfig(fields);
        }
    }
}
