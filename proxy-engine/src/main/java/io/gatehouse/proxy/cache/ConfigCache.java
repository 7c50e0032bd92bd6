package io.gatehouse.proxy.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.lmdbjava.LmdbException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane's memory across restarts: one directory with an LMDB environment and a {@linkplain CacheSeal seal}.
 *
 * <p>LMDB maps its file into memory, so a damaged file would end the process where no Java code can catch it. Therefore
 * nothing is opened that the seal does not vouch for; where the seal is missing, because the process died between a
 * commit and the sealing, a {@linkplain CacheProbe child process} tries first. What fails is set aside, never deleted.
 *
 * <p>Thread-safe: closing waits for a write, since LMDB would end the process if its environment went away under one.
 */
public final class ConfigCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigCache.class);

    private final Path directory;
    private final long mapSize;
    private final Clock clock;
    private final Optional<CacheCipher> cipher;
    private Optional<CacheStore> store = Optional.empty();
    /** False while changes are written for which no seal vouches yet. */
    private boolean sealed = true;

    /**
     * @param directory made at the first write
     * @param mapSize most bytes the cache may take ({@code lmdb_map_size})
     * @param cipher empty for a cache in clear
     */
    public ConfigCache(Path directory, long mapSize, Clock clock, Optional<CacheCipher> cipher) {
        this.directory = directory;
        this.mapSize = mapSize;
        this.clock = clock;
        this.cipher = cipher;
    }

    /** The stored configuration; empty when there is none that can be trusted. Never throws because of damage. */
    public synchronized Optional<CachedConfiguration> read() {
        if (!Files.exists(CacheStore.dataFile(directory))) {
            return Optional.empty();
        }
        try {
            if (!isTrustworthy()) {
                setAside("it is damaged or was not written by this product");
                return Optional.empty();
            }
            if (!Files.isWritable(directory) || !Files.isWritable(CacheStore.dataFile(directory))) {
                LOG.warn("the configuration cache {} cannot be written; what it holds is used all the same", directory);
                try (CacheStore fixed = CacheStore.openReadOnly(directory, cipher)) {
                    return fixed.read();
                }
            }
            return open().read();
        } catch (IOException | LmdbException | CacheException failure) {
            close();
            setAside(failure.getMessage());
            return Optional.empty();
        }
    }

    private boolean isTrustworthy() throws IOException {
        return switch (CacheSeal.check(directory)) {
            case INTACT -> true;
            case BROKEN -> false;
            case MISSING -> {
                sealed = false;
                LOG.info("the configuration cache {} has no seal, trying it in another process first", directory);
                yield CacheProbe.survives(directory);
            }
        };
    }

    /**
     * Replaces everything in one transaction: a reader, or this node after a crash, finds the old configuration or the
     * new one.
     *
     * @throws CacheException when the disk is full, read-only, or the map too small; the old content stays
     */
    public synchronized void replace(CachedConfiguration configuration) {
        try {
            CacheStore target = open();
            CacheSeal.remove(directory);
            try {
                target.replace(configuration);
            } finally {
                // also after a failure: the file may hold new free pages, but still the old content
                CacheSeal.write(directory);
                sealed = true;
            }
        } catch (IOException | LmdbException failure) {
            throw new CacheException(
                    "the configuration cache " + directory + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    /**
     * Changes single rows in one transaction: after a crash this node finds the configuration before the changes or with them.
     *
     * <p>The seal is not renewed each time, since that reads the whole file: it is removed, and comes back with {@link #seal()} or
     * {@link #close()}. A process that dies before that leaves a file without seal, which is tried in another process first.
     *
     * @throws CacheException when the disk is full, read-only, or the map too small, or when nothing is cached that could be changed;
     *     the old content stays
     */
    public synchronized void update(CachedChanges changes) {
        try {
            CacheStore target = open();
            if (sealed) {
                CacheSeal.remove(directory);
                sealed = false;
            }
            target.update(changes);
        } catch (IOException | LmdbException failure) {
            throw new CacheException(
                    "the configuration cache " + directory + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Vouches for the file after changes, if nothing does; reads all of it. */
    public synchronized void seal() {
        if (sealed || store.isEmpty()) {
            return;
        }
        try {
            CacheSeal.write(directory);
            sealed = true;
        } catch (IOException failure) {
            LOG.warn(
                    "the configuration cache {} cannot be sealed: {}; the next start will try it in another process first",
                    directory,
                    failure.getMessage());
        }
    }

    /** Size on the disk; 0 when there is nothing, or nothing that can be read. */
    public long bytes() {
        try {
            return Files.size(CacheStore.dataFile(directory));
        } catch (IOException absent) {
            return 0;
        }
    }

    private CacheStore open() throws IOException {
        if (store.isEmpty()) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            store = Optional.of(CacheStore.open(directory, mapSize, cipher));
        }
        return store.get();
    }

    private void setAside(String why) {
        Path aside = directory.resolveSibling(
                directory.getFileName() + ".corrupt-" + clock.instant().getEpochSecond());
        try {
            Files.move(directory, aside);
            LOG.error("the configuration cache {} was set aside as {}: {}", directory, aside, why);
        } catch (IOException failure) {
            LOG.error(
                    "the configuration cache {} is unusable ({}) and cannot be set aside: {}; remove it by hand",
                    directory,
                    why,
                    failure.toString());
        }
    }

    @Override
    public synchronized void close() {
        seal();
        store.ifPresent(CacheStore::close);
        store = Optional.empty();
    }
}
