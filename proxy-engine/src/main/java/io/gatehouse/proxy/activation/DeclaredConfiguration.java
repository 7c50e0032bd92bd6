package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.cache.Position;
import io.gatehouse.proxy.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the declarative documents that users hand to a node: activates one, then keeps it for the next start. One that is
 * refused reaches neither. Confined to the thread that applies configurations.
 */
public final class DeclaredConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredConfiguration.class);

    private final ActiveConfiguration active;
    private final ConfigurationKeeper keeper;

    public DeclaredConfiguration(ActiveConfiguration active, ConfigurationKeeper keeper) {
        this.active = active;
        this.keeper = keeper;
    }

    /**
     * Applies a document.
     *
     * @param document is taken over
     * @param hash what names it, see {@link #hash}
     * @return the rows that it means
     * @throws EntityException when it is invalid; everything stays as it was
     * @throws ConfigException when it cannot be served; everything stays as it was
     */
    public ConfigTable apply(ObjectNode document, String hash) {
        long start = System.nanoTime();
        ConfigTable before = active.table();
        active.declare(document, hash);
        ConfigTable after = active.table();
        LOG.info("declared configuration {} applied in {} ms", hash, (System.nanoTime() - start) / 1_000_000);
        keep(before, after);
        return after;
    }

    /** As {@link #apply(ObjectNode, String)}, for a text in YAML or JSON. */
    public ConfigTable apply(String text) {
        return apply(DeclarativeConfig.document(text), hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Called now and then: makes the next start fast after changes. */
    public void rest() {
        keeper.rest();
    }

    /** Names a text; users compare it with {@code md5sum}. */
    public static String hash(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has MD5", missing);
        }
    }

    private void keep(ConfigTable before, ConfigTable after) {
        if (!keeper.keeps()) {
            return;
        }
        TableChanges changes = TableChanges.between(before, after);
        if (changes.fewAmong(after)) {
            keeper.update(changes.list(), active);
        } else {
            keeper.replace(after.toDocument(), active.hash(), Position.UNKNOWN);
        }
    }
}
