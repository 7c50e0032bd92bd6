package io.gatehouse.proxy.node;

import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.activation.DeclaredConfiguration;
import io.gatehouse.proxy.cache.CachedConfiguration;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node serves before anybody tells it anything. A data plane takes the cache, else the declarative file, else
 * nothing: the cache is newer than a file that was put there for emergencies. A node on its own takes the file first, for
 * that is what its user edits.
 */
final class StartConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(StartConfiguration.class);

    private final Settings settings;
    private final ActiveConfiguration active;
    private final Optional<ConfigCache> cache;

    StartConfiguration(Settings settings, ActiveConfiguration active, Optional<ConfigCache> cache) {
        this.settings = settings;
        this.active = active;
        this.cache = cache;
    }

    /** @throws StartException when the declarative configuration is needed and cannot be used */
    void load() {
        boolean loaded =
                settings.role() == Role.DATA_PLANE ? loadCache() || loadDeclared() : loadDeclared() || loadCache();
        if (!loaded) {
            LOG.info("no configuration yet: every request is answered with 404");
        }
    }

    private boolean loadCache() {
        Optional<CachedConfiguration> cached = cache.flatMap(ConfigCache::read);
        if (cached.isEmpty()) {
            return false;
        }
        try {
            active.receive(
                    cached.get().configTable(),
                    cached.get().hash(),
                    cached.get().position());
        } catch (EntityException | ConfigException refused) {
            LOG.error(
                    "the cached configuration {} is not valid any more: {}",
                    cached.get().hash(),
                    refused.getMessage());
            return false;
        }
        LOG.info(
                "found persisted lmdb config, serving configuration {} received at {}",
                cached.get().hash(),
                cached.get().receivedAt());
        return true;
    }

    private boolean loadDeclared() {
        Optional<DeclaredFile> file = DeclaredFile.of(settings);
        file.ifPresent(this::declare);
        return file.isPresent();
    }

    private void declare(DeclaredFile file) {
        String text = file.text();
        try {
            active.declare(
                    DeclarativeConfig.document(text),
                    DeclaredConfiguration.hash(text.getBytes(StandardCharsets.UTF_8)));
        } catch (EntityException | ConfigException invalid) {
            throw file.refused(invalid);
        }
        LOG.info("declarative config loaded from {}", file.source());
    }
}
