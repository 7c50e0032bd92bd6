package io.gatehouse.proxy.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.Change;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;

class ConfigCacheTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HASH = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path prefix;

    private Path directory() {
        return prefix.resolve("dbless.lmdb");
    }

    private ConfigCache cache() {
        return new ConfigCache(directory(), 64L << 20, Clock.systemUTC(), Optional.empty());
    }

    private static CachedConfiguration configuration(int services) {
        ObjectNode table = JSON.createObjectNode().put("_format_version", "3.0").put("_transform", false);
        ArrayNode rows = table.putArray("services");
        for (int n = 0; n < services; n++) {
            rows.addObject()
                    .put("id", new UUID(0, n).toString())
                    .put("host", "service-" + n + ".example")
                    .putNull("path");
        }
        table.putArray("parameters").addObject().put("key", "cluster_id").put("value", "c");
        return new CachedConfiguration(HASH, table, Instant.parse("2026-01-02T03:04:05Z"), Position.UNKNOWN);
    }

    private void store(CachedConfiguration configuration) {
        try (ConfigCache cache = cache()) {
            cache.replace(configuration);
        }
    }

    private Optional<CachedConfiguration> restart() {
        try (ConfigCache cache = cache()) {
            return cache.read();
        }
    }

    private long setAsideDirectories() throws IOException {
        try (Stream<Path> files = Files.list(prefix)) {
            return files.filter(path -> path.getFileName().toString().startsWith("dbless.lmdb.corrupt-"))
                    .count();
        }
    }

    @Test
    void hasNothingBeforeTheFirstPush() {
        assertEquals(Optional.empty(), restart());
        assertFalse(Files.exists(directory()));
    }

    @Test
    void givesBackWhatWasStored() {
        store(configuration(300));
        assertEquals(Optional.of(configuration(300)), restart());
    }

    @Test
    void replacesTheWholeConfiguration() {
        store(configuration(300));
        store(configuration(2));
        assertEquals(Optional.of(configuration(2)), restart());
    }

    @Test
    @Tag("R71")
    void isReadableByItsUserOnly() throws IOException {
        store(configuration(1));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
        for (String file : new String[] {"data.mdb", "seal"}) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory().resolve(file))));
        }
    }

    @Test
    @Tag("R74")
    void servesACopyOfTheDirectory() throws IOException {
        store(configuration(50));
        Path elsewhere = Files.createDirectory(prefix.resolve("other-node"));
        for (String file : new String[] {"data.mdb", "seal"}) {
            Files.copy(directory().resolve(file), elsewhere.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        try (ConfigCache copied = new ConfigCache(elsewhere, 64L << 20, Clock.systemUTC(), Optional.empty())) {
            assertEquals(Optional.of(configuration(50)), copied.read());
        }
    }

    @ParameterizedTest
    @Tag("R79")
    @ValueSource(strings = {"truncated to half", "truncated to the meta pages", "zeroed inside", "garbage", "one bit"})
    void setsADamagedFileAside(String damage) throws IOException {
        store(configuration(3000));
        damage(damage);
        assertEquals(Optional.empty(), restart());
        assertEquals(1, setAsideDirectories());
        store(configuration(1));
        assertEquals(Optional.of(configuration(1)), restart());
    }

    /** The dangerous case: no seal tells of the damage, and opening the file would end the process. */
    @ParameterizedTest
    @ValueSource(strings = {"truncated to half", "zeroed inside", "one bit"})
    void setsADamagedFileWithoutASealAside(String damage) throws IOException {
        store(configuration(3000));
        damage(damage);
        Files.delete(directory().resolve("seal"));
        assertEquals(Optional.empty(), restart());
        assertEquals(1, setAsideDirectories());
    }

    @Test
    void trustsAnUndamagedFileWhoseSealIsMissing() throws IOException {
        store(configuration(30));
        Files.delete(directory().resolve("seal"));
        assertEquals(Optional.of(configuration(30)), restart());
    }

    @Test
    @Tag("R79")
    void setsAForeignFileAside() throws IOException {
        Files.createDirectories(directory());
        try (Env<byte[]> foreign = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(1 << 20)
                .open(directory().toFile())) {
            foreign.openDbi((byte[]) null, DbiFlags.MDB_CREATE)
                    .put("validation_tag".getBytes(StandardCharsets.UTF_8), "3.9".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(Optional.empty(), restart());
        assertEquals(1, setAsideDirectories());
    }

    @Test
    @Tag("R79")
    void setsANewerFormatAside() throws IOException {
        store(configuration(1));
        try (Env<byte[]> later = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(1 << 20)
                .open(directory().toFile())) {
            later.openDbi((byte[]) null)
                    .put("meta".getBytes(StandardCharsets.UTF_8), "{\"format\":99}".getBytes(StandardCharsets.UTF_8));
        }
        Files.delete(directory().resolve("seal"));
        assertEquals(Optional.empty(), restart());
        assertEquals(1, setAsideDirectories());
    }

    @Test
    void keepsTheOldContentWhenTheMapIsFull() {
        try (ConfigCache small = new ConfigCache(directory(), 256 << 10, Clock.systemUTC(), Optional.empty())) {
            small.replace(configuration(10));
            CacheException failure = assertThrows(CacheException.class, () -> small.replace(configuration(50_000)));
            assertTrue(failure.getMessage().contains(directory().toString()));
            assertEquals(Optional.of(configuration(10)), small.read());
        }
        assertEquals(Optional.of(configuration(10)), restart());
    }

    private static CachedChanges changes() {
        ObjectNode changed = JSON.createObjectNode()
                .put("id", new UUID(0, 1).toString())
                .put("host", "other.example")
                .putNull("path");
        ObjectNode added = changed.deepCopy().put("id", new UUID(0, 4000).toString());
        return new CachedChanges(
                "f".repeat(32),
                List.of(
                        Change.upsert("services", changed),
                        Change.upsert("services", added),
                        Change.delete("services", new UUID(0, 2).toString())),
                Instant.parse("2026-01-02T03:04:06Z"),
                new Position(7, "e".repeat(32)));
    }

    private static CachedConfiguration changed(int services) {
        CachedConfiguration before = configuration(services);
        ArrayNode rows = (ArrayNode) before.configTable().get("services");
        CachedChanges changes = changes();
        rows.set(1, changes.changes().get(0).row().orElseThrow());
        rows.add(changes.changes().get(1).row().orElseThrow());
        rows.remove(2);
        return new CachedConfiguration(changes.hash(), before.configTable(), changes.receivedAt(), changes.position());
    }

    @Test
    void changesSingleRows() {
        try (ConfigCache cache = cache()) {
            cache.replace(configuration(300));
            cache.update(changes());
        }
        assertTrue(Files.exists(directory().resolve("seal")));
        assertEquals(Optional.of(changed(300)), restart());
    }

    @Test
    void changesNothingWhereNothingIs() {
        try (ConfigCache cache = cache()) {
            assertThrows(CacheException.class, () -> cache.update(changes()));
        }
        assertEquals(Optional.empty(), restart());
    }

    /** What a killed process leaves behind: a commit, and no seal. */
    @ParameterizedTest
    @ValueSource(strings = {"", "truncated to half", "zeroed inside", "one bit"})
    void isTrustedAfterAChangeThatWasNotSealedUnlessItIsDamaged(String damage) throws IOException {
        Path elsewhere = Files.createDirectory(prefix.resolve("crashed"));
        try (ConfigCache cache = cache()) {
            cache.replace(configuration(3000));
            cache.update(changes());
            assertFalse(Files.exists(directory().resolve("seal")));
            Files.copy(directory().resolve("data.mdb"), elsewhere.resolve("data.mdb"));
        }
        Files.delete(directory().resolve("seal"));
        Files.copy(elsewhere.resolve("data.mdb"), directory().resolve("data.mdb"), StandardCopyOption.REPLACE_EXISTING);
        if (!damage.isEmpty()) {
            damage(damage);
        }
        assertEquals(damage.isEmpty() ? Optional.of(changed(3000)) : Optional.empty(), restart());
        assertEquals(damage.isEmpty() ? 0 : 1, setAsideDirectories());
    }

    @Test
    void isSealedInAPause() {
        try (ConfigCache cache = cache()) {
            cache.replace(configuration(3));
            cache.update(changes());
            cache.seal();
            assertTrue(Files.exists(directory().resolve("seal")));
            cache.update(changes());
            assertFalse(Files.exists(directory().resolve("seal")));
        }
    }

    private void damage(String how) throws IOException {
        Path data = directory().resolve("data.mdb");
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            switch (how) {
                case "truncated to half" -> file.setLength(file.length() / 2);
                case "truncated to the meta pages" -> file.setLength(2 * 4096);
                case "zeroed inside" -> {
                    file.seek(file.length() / 2);
                    file.write(new byte[64 << 10]);
                }
                case "garbage" -> {
                    file.seek(0);
                    byte[] noise = new byte[(int) file.length()];
                    new java.util.Random(1).nextBytes(noise);
                    file.write(noise);
                }
                case "one bit" -> flipOneBit(file, data);
                default -> throw new IllegalArgumentException(how);
            }
        }
    }

    private static void flipOneBit(RandomAccessFile file, Path data) throws IOException {
        byte[] content = Files.readAllBytes(data);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        // in the newest copy of a value, not in a page that is free by now
        int position = text.lastIndexOf("service-2999.example");
        file.seek(position);
        file.write(content[position] ^ 1);
    }
}
