package io.gatehouse.proxy.node;

import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.cache.CachedConfiguration;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        if (settings.role() == Role.DATA_PLANE && loadCache()) {
            return;
        }
        if (!loadDeclared()) {
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
        Optional<Path> file = settings.text("declarative_config").map(Path::of);
        if (file.isPresent()) {
            declare(read(file.get()), "file " + file.get());
            LOG.info("declarative config loaded from {}", file.get());
            return true;
        }
        Optional<String> text = settings.text("declarative_config_string");
        text.ifPresent(content -> {
            declare(content, "string");
            LOG.info("declarative config loaded from declarative_config_string");
        });
        return text.isPresent();
    }

    private static String read(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith("json") && !name.endsWith("yml") && !name.endsWith("yaml")) {
            throw new StartException(
                    problem("file " + file) + "unknown file type: " + name + ". (Accepted types: json, yaml)");
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new StartException(problem("file " + file) + "cannot be read: " + unreadable, unreadable);
        }
    }

    private void declare(String text, String source) {
        try {
            active.declare(text, md5(text));
        } catch (EntityException | ConfigException invalid) {
            throw new StartException(problem(source) + invalid.getMessage(), invalid);
        }
    }

    private static String problem(String source) {
        return "error parsing declarative config " + source + ":\n";
    }

    /** Names the text; users compare it with {@code md5sum}. */
    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has MD5", missing);
        }
    }
}
