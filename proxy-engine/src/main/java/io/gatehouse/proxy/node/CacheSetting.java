package io.gatehouse.proxy.node;

import io.gatehouse.model.pki.PemValue;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.cache.CacheAlgorithm;
import io.gatehouse.proxy.cache.CacheCipher;
import io.gatehouse.proxy.cache.ConfigCache;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The configuration cache as the settings have it: where, how large, encrypted or not, or none at all. */
record CacheSetting(Settings settings) {

    /** Empty when nothing is to be kept, as for a node on its own that starts with a declarative file each time. */
    Optional<ConfigCache> cache() {
        if (settings.role() != Role.DATA_PLANE) {
            return DeclaredFile.of(settings).isPresent()
                    ? Optional.empty()
                    : Optional.of(cache(settings.requiredText("lmdb_environment_path"), Optional.empty()));
        }
        if (!settings.keepsCache()) {
            return Optional.empty();
        }
        String place = settings.text("data_plane_config_cache_path")
                .orElseGet(() -> settings.requiredText("lmdb_environment_path"));
        return Optional.of(cache(place, cipher()));
    }

    private ConfigCache cache(String place, Optional<CacheCipher> cipher) {
        Path directory = settings.prefix().resolve(place);
        long mapSize = settings.bytes("lmdb_map_size").orElseThrow();
        return new ConfigCache(directory, mapSize, Clock.systemUTC(), cipher);
    }

    private Optional<CacheCipher> cipher() {
        if (!settings.encryptsCache()) {
            return Optional.empty();
        }
        CacheAlgorithm algorithm =
                settings.requiredText("declarative_config_encryption_mode").equals("chacha20-poly1305")
                        ? CacheAlgorithm.CHACHA20_POLY1305
                        : CacheAlgorithm.AES_256_GCM;
        return Optional.of(new CacheCipher(algorithm, settings.cacheSecret().orElseGet(this::clusterKey)));
    }

    /** Every node of a cluster in shared mode has the same one, so a copied cache can be read there. */
    private byte[] clusterKey() {
        return PemValue.of(settings.requiredText("cluster_cert_key"))
                .privateKey()
                .getEncoded();
    }
}
