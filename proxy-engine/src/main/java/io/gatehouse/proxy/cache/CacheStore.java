package io.gatehouse.proxy.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/**
 * The LMDB environment: one unnamed database, a key {@code entity|<type>|<id>} per row with the row's JSON, and a key
 * {@code meta} that describes the whole. The order of keys is the order of ids, which is the order of a snapshot's rows.
 */
final class CacheStore implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final byte[] META = "meta".getBytes(UTF_8);
    private static final String ROW = "entity|";
    private static final int MAX_KEY = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Env<byte[]> env;
    private final Dbi<byte[]> database;

    private CacheStore(Env<byte[]> env, Dbi<byte[]> database) {
        this.env = env;
        this.database = database;
    }

    static Path dataFile(Path directory) {
        return directory.resolve("data.mdb");
    }

    static CacheStore open(Path directory, long mapSize) {
        Env<byte[]> env =
                Env.create(ByteArrayProxy.PROXY_BA).setMapSize(mapSize).open(directory.toFile(), 0600);
        return new CacheStore(env, env.openDbi((byte[]) null, DbiFlags.MDB_CREATE));
    }

    /** For a look from another process: takes no lock, changes nothing. */
    static CacheStore openReadOnly(Path directory) throws IOException {
        Env<byte[]> env = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(Math.max(1 << 20, Files.size(dataFile(directory))))
                .open(directory.toFile(), 0600, EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK);
        return new CacheStore(env, env.openDbi((byte[]) null));
    }

    void replace(CachedConfiguration configuration) throws IOException {
        try (Txn<byte[]> transaction = env.txnWrite()) {
            database.drop(transaction);
            RowChecksum checksum = new RowChecksum();
            ObjectNode meta = JSON.createObjectNode().put("format", FORMAT);
            ObjectNode scalars = meta.putObject("scalars");
            for (Map.Entry<String, JsonNode> section :
                    configuration.configTable().properties()) {
                if (section.getValue() instanceof ArrayNode rows) {
                    putRows(transaction, section.getKey(), rows, checksum);
                } else {
                    scalars.set(section.getKey(), section.getValue());
                }
            }
            describe(meta, configuration.hash(), configuration.receivedAt(), configuration.position(), checksum);
            database.put(transaction, META, JSON.writeValueAsBytes(meta));
            transaction.commit();
        }
    }

    /** Changes single rows; everything else stays where it is. */
    void update(CachedChanges update) throws IOException {
        try (Txn<byte[]> transaction = env.txnWrite()) {
            byte[] stored = database.get(transaction, META);
            if (stored == null) {
                throw new CacheException("changes came to a cache that has no configuration yet");
            }
            ObjectNode meta = (ObjectNode) JSON.readTree(stored);
            RowChecksum checksum = new RowChecksum(
                    meta.path("checksum").asLong(), meta.path("rows").asLong());
            for (Change change : update.changes()) {
                byte[] key = (ROW + change.type() + "|" + change.key()).getBytes(UTF_8);
                byte[] before = database.get(transaction, key);
                if (before != null) {
                    checksum.remove(key, before);
                    database.delete(transaction, key);
                }
                if (change.row().isPresent()) {
                    byte[] after = JSON.writeValueAsBytes(change.row().get());
                    checksum.add(key, after);
                    database.put(transaction, key, after);
                }
            }
            describe(meta, update.hash(), update.receivedAt(), update.position(), checksum);
            database.put(transaction, META, JSON.writeValueAsBytes(meta));
            transaction.commit();
        }
    }

    private static void describe(
            ObjectNode meta, String hash, Instant receivedAt, Position position, RowChecksum checksum) {
        meta.put("hash", hash)
                .put("received_at", receivedAt.toString())
                .put("revision", position.revision())
                .put("content", position.content())
                .put("rows", checksum.rows())
                .put("checksum", checksum.value());
    }

    private void putRows(Txn<byte[]> transaction, String type, ArrayNode rows, RowChecksum checksum)
            throws IOException {
        for (int index = 0; index < rows.size(); index++) {
            byte[] key = key(type, rows.get(index), index);
            byte[] value = JSON.writeValueAsBytes(rows.get(index));
            checksum.add(key, value);
            database.put(transaction, key, value);
        }
    }

    private static byte[] key(String type, JsonNode row, int index) {
        String id =
                row.hasNonNull("id") ? row.get("id").asText() : row.path("key").asText("");
        byte[] key = (ROW + type + "|" + id).getBytes(UTF_8);
        return id.isEmpty() || key.length > MAX_KEY
                ? (ROW + type + "|" + String.format("#%09d", index)).getBytes(UTF_8)
                : key;
    }

    /** Empty when nothing was ever stored. */
    Optional<CachedConfiguration> read() throws IOException {
        try (Txn<byte[]> transaction = env.txnRead()) {
            byte[] stored = database.get(transaction, META);
            if (stored == null) {
                return Optional.empty();
            }
            JsonNode meta = JSON.readTree(stored);
            if (meta.path("format").asInt() != FORMAT) {
                throw new CacheException("its format is " + meta.path("format") + ", this product reads " + FORMAT);
            }
            ObjectNode table = JSON.createObjectNode();
            table.setAll((ObjectNode) meta.get("scalars"));
            RowChecksum checksum = new RowChecksum();
            try (CursorIterable<byte[]> entries = database.iterate(transaction)) {
                for (CursorIterable.KeyVal<byte[]> entry : entries) {
                    String key = new String(entry.key(), UTF_8);
                    if (key.startsWith(ROW)) {
                        checksum.add(entry.key(), entry.val());
                        String type = key.substring(ROW.length(), key.indexOf('|', ROW.length()));
                        table.withArray(type).add(JSON.readTree(entry.val()));
                    }
                }
            }
            if (checksum.rows() != meta.path("rows").asLong()
                    || checksum.value() != meta.path("checksum").asLong()) {
                throw new CacheException("its rows do not match their checksum");
            }
            return Optional.of(new CachedConfiguration(
                    meta.path("hash").asText(),
                    table,
                    Instant.parse(meta.path("received_at").asText()),
                    new Position(
                            meta.path("revision").asLong(), meta.path("content").asText(Position.UNKNOWN.content()))));
        }
    }

    @Override
    public void close() {
        env.close();
    }
}
