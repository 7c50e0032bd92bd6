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
    /** Stands in clear, and only in an encrypted cache. */
    private static final byte[] SALT = "salt".getBytes(UTF_8);

    private static final String ROW = "entity|";
    private static final int MAX_KEY = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Env<byte[]> env;
    private final Dbi<byte[]> database;
    private final Optional<CacheCipher> cipher;
    private Optional<ValueCodec> codec = Optional.empty();

    private CacheStore(Env<byte[]> env, Dbi<byte[]> database, Optional<CacheCipher> cipher) {
        this.env = env;
        this.database = database;
        this.cipher = cipher;
    }

    static Path dataFile(Path directory) {
        return directory.resolve("data.mdb");
    }

    static CacheStore open(Path directory, long mapSize, Optional<CacheCipher> cipher) {
        Env<byte[]> env =
                Env.create(ByteArrayProxy.PROXY_BA).setMapSize(mapSize).open(directory.toFile(), 0600);
        return new CacheStore(env, env.openDbi((byte[]) null, DbiFlags.MDB_CREATE), cipher);
    }

    /** Takes no lock and changes nothing: for a look from another process, and for a directory that cannot be written. */
    static CacheStore openReadOnly(Path directory, Optional<CacheCipher> cipher) throws IOException {
        Env<byte[]> env = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(Math.max(1 << 20, Files.size(dataFile(directory))))
                .open(directory.toFile(), 0600, EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK);
        return new CacheStore(env, env.openDbi((byte[]) null), cipher);
    }

    void replace(CachedConfiguration configuration) throws IOException {
        try (Txn<byte[]> transaction = env.txnWrite()) {
            database.drop(transaction);
            ValueCodec fresh = begin(transaction);
            RowChecksum checksum = new RowChecksum();
            ObjectNode meta = JSON.createObjectNode().put("format", FORMAT);
            ObjectNode scalars = meta.putObject("scalars");
            for (Map.Entry<String, JsonNode> section :
                    configuration.configTable().properties()) {
                if (section.getValue() instanceof ArrayNode rows) {
                    putRows(transaction, fresh, section.getKey(), rows, checksum);
                } else {
                    scalars.set(section.getKey(), section.getValue());
                }
            }
            describe(meta, configuration.hash(), configuration.receivedAt(), configuration.position(), checksum);
            database.put(transaction, META, fresh.encode(META, JSON.writeValueAsBytes(meta)));
            transaction.commit();
            codec = Optional.of(fresh);
        }
    }

    /** Changes single rows; everything else stays where it is. */
    void update(CachedChanges update) throws IOException {
        try (Txn<byte[]> transaction = env.txnWrite()) {
            byte[] stored = database.get(transaction, META);
            if (stored == null) {
                throw new CacheException("changes came to a cache that has no configuration yet");
            }
            ValueCodec present = codec(transaction);
            ObjectNode meta = (ObjectNode) JSON.readTree(present.decode(META, stored));
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
                    byte[] after = present.encode(
                            key, JSON.writeValueAsBytes(change.row().get()));
                    checksum.add(key, after);
                    database.put(transaction, key, after);
                }
            }
            describe(meta, update.hash(), update.receivedAt(), update.position(), checksum);
            database.put(transaction, META, present.encode(META, JSON.writeValueAsBytes(meta)));
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

    private ValueCodec begin(Txn<byte[]> transaction) {
        if (cipher.isEmpty()) {
            return ValueCodec.PLAIN;
        }
        byte[] salt = cipher.get().newSalt();
        database.put(transaction, SALT, salt);
        return cipher.get().codec(salt);
    }

    private ValueCodec codec(Txn<byte[]> transaction) {
        if (codec.isEmpty()) {
            byte[] salt = database.get(transaction, SALT);
            if (cipher.isEmpty() && salt != null) {
                throw new CacheException("it is encrypted, but data_plane_config_cache_mode is not 'encrypted'");
            }
            if (cipher.isPresent() && salt == null) {
                throw new CacheException(
                        "it is not encrypted as data_plane_config_cache_mode demands; delete it, for it"
                                + " holds the configuration in clear");
            }
            codec = Optional.of(cipher.map(encryption -> encryption.codec(salt)).orElse(ValueCodec.PLAIN));
        }
        return codec.get();
    }

    private void putRows(Txn<byte[]> transaction, ValueCodec fresh, String type, ArrayNode rows, RowChecksum checksum)
            throws IOException {
        for (int index = 0; index < rows.size(); index++) {
            byte[] key = key(type, rows.get(index), index);
            byte[] value = fresh.encode(key, JSON.writeValueAsBytes(rows.get(index)));
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
                if (database.stat(transaction).entries > 0) {
                    throw new CacheException("it was not written by this product");
                }
                return Optional.empty();
            }
            ValueCodec present = codec(transaction);
            JsonNode meta = JSON.readTree(present.decode(META, stored));
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
                        table.withArray(type).add(JSON.readTree(present.decode(entry.key(), entry.val())));
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

    /** Touches every entry, as {@link #read} does, without a need to understand them. */
    void walk() {
        try (Txn<byte[]> transaction = env.txnRead();
                CursorIterable<byte[]> entries = database.iterate(transaction)) {
            entries.forEach(entry -> {});
        }
    }

    @Override
    public void close() {
        env.close();
    }
}
