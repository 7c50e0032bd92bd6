package io.gatehouse.proxy.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;

@Tag("R72")
class EncryptedCacheTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another secret of 32 bytes length".getBytes(StandardCharsets.US_ASCII);
    private static final String MARKER = "marker-of-this-test";

    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path prefix;

    private Path directory() {
        return prefix.resolve("dbless.lmdb");
    }

    private static Optional<CacheCipher> aes(byte[] secret) {
        return Optional.of(new CacheCipher(CacheAlgorithm.AES_256_GCM, secret));
    }

    private static CachedConfiguration configuration() {
        ObjectNode table = new ObjectMapper().createObjectNode().put("_format_version", "3.0");
        ArrayNode routes = table.putArray("routes");
        for (int n = 0; n < 100; n++) {
            routes.addObject().put("id", new UUID(0, n).toString()).put("name", MARKER + n);
        }
        return new CachedConfiguration("0123456789abcdef".repeat(2), table, RECEIVED, Position.UNKNOWN);
    }

    private void store(Optional<CacheCipher> cipher) {
        try (ConfigCache cache = new ConfigCache(directory(), 64L << 20, Clock.systemUTC(), cipher)) {
            cache.replace(configuration());
        }
    }

    private Optional<CachedConfiguration> restart(Optional<CacheCipher> cipher) {
        try (ConfigCache cache = new ConfigCache(directory(), 64L << 20, Clock.systemUTC(), cipher)) {
            return cache.read();
        }
    }

    private boolean isSetAside() throws IOException {
        try (Stream<Path> files = Files.list(prefix)) {
            return files.anyMatch(path -> path.getFileName().toString().startsWith("dbless.lmdb.corrupt-"))
                    && !Files.exists(directory());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesBackWhatWasStored(CacheAlgorithm algorithm) {
        store(Optional.of(new CacheCipher(algorithm, SECRET)));
        assertEquals(Optional.of(configuration()), restart(Optional.of(new CacheCipher(algorithm, SECRET))));
    }

    @Test
    void encryptsSingleChangesToo() throws IOException {
        store(aes(SECRET));
        String id = new UUID(0, 7).toString();
        ObjectNode row = new ObjectMapper().createObjectNode().put("id", id).put("name", MARKER + "-changed");
        Change change = new Change("routes", id, Optional.of(row));
        try (ConfigCache cache = new ConfigCache(directory(), 64L << 20, Clock.systemUTC(), aes(SECRET))) {
            cache.read();
            cache.update(new CachedChanges("f".repeat(32), List.of(change), RECEIVED, Position.UNKNOWN));
        }
        CachedConfiguration read = restart(aes(SECRET)).orElseThrow();
        assertEquals("f".repeat(32), read.hash());
        assertEquals(row, read.configTable().path("routes").path(7));
        assertFalse(content().contains(MARKER));
    }

    @Test
    void leavesNothingReadable() throws IOException {
        store(aes(SECRET));
        assertFalse(content().contains(MARKER));
        assertFalse(content().contains("_format_version"));
    }

    /** Proves that the search above would find something. */
    @Test
    void leavesTheTextInClearWithoutEncryption() throws IOException {
        store(Optional.empty());
        assertTrue(content().contains(MARKER));
    }

    private String content() throws IOException {
        return new String(Files.readAllBytes(CacheStore.dataFile(directory())), StandardCharsets.ISO_8859_1);
    }

    @Test
    void refusesAnotherKey() throws IOException {
        store(aes(SECRET));
        assertEquals(Optional.empty(), restart(aes(OTHER)));
        assertTrue(isSetAside());
    }

    @Test
    void refusesAnotherCipher() throws IOException {
        store(aes(SECRET));
        assertEquals(Optional.empty(), restart(Optional.of(new CacheCipher(CacheAlgorithm.CHACHA20_POLY1305, SECRET))));
        assertTrue(isSetAside());
    }

    @Test
    void refusesACacheInClearWhenItShouldBeEncrypted() throws IOException {
        store(Optional.empty());
        assertEquals(Optional.empty(), restart(aes(SECRET)));
        assertTrue(isSetAside());
    }

    @Test
    void refusesAnEncryptedCacheWithoutAKey() throws IOException {
        store(aes(SECRET));
        assertEquals(Optional.empty(), restart(Optional.empty()));
        assertTrue(isSetAside());
    }

    /** A value is bound to its key: what was encrypted for one row says nothing about another. */
    @Test
    void refusesValuesThatChangedPlaces() throws IOException {
        store(aes(SECRET));
        try (Env<byte[]> env = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(64L << 20)
                .open(directory().toFile())) {
            Dbi<byte[]> database = env.openDbi((byte[]) null);
            byte[] first = ("entity|routes|" + new UUID(0, 1)).getBytes(StandardCharsets.UTF_8);
            byte[] second = ("entity|routes|" + new UUID(0, 2)).getBytes(StandardCharsets.UTF_8);
            byte[] moved;
            try (var transaction = env.txnRead()) {
                moved = database.get(transaction, first);
            }
            database.put(second, moved);
        }
        Files.delete(directory().resolve("seal"));
        assertEquals(Optional.empty(), restart(aes(SECRET)));
        assertTrue(isSetAside());
    }

    @Test
    void encryptsTheSameValueDifferentlyEachTime() {
        CacheCipher cipher = aes(SECRET).get();
        ValueCodec codec = cipher.codec(cipher.newSalt());
        byte[] key = {1};
        byte[] value = {2, 3};
        byte[] once = codec.encode(key, value);
        byte[] again = codec.encode(key, value);
        assertFalse(Arrays.equals(once, again));
        assertArrayEquals(value, codec.decode(key, once));
        assertArrayEquals(value, codec.decode(key, again));
    }

    @Test
    void findsEveryChangedBit() {
        CacheCipher cipher = aes(SECRET).get();
        ValueCodec codec = cipher.codec(cipher.newSalt());
        byte[] key = {1};
        byte[] sealed = codec.encode(key, new byte[] {2, 3});
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CacheException.class, () -> codec.decode(key, changed), "bit " + bit);
        }
    }
}
