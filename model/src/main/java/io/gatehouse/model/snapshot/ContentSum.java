package io.gatehouse.model.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Names the content of a configuration at a price that depends on what changed, and not on how large it is: the sum of a hash of
 * each row. Equal rows give an equal sum in any order and on any control plane, so two ends of a link can tell by it whether they
 * hold the same. It guards against mistakes and not against forgery; {@link ConfigHash} is the name that peers of all makes know.
 *
 * <p>Not thread-safe.
 */
public final class ContentSum {
    private long high;
    private long low;

    /** Counts a row in. */
    public void add(String type, ObjectNode row) {
        ByteBuffer hash = hash(type, row);
        high += hash.getLong();
        low += hash.getLong();
    }

    /** Takes out a row that was counted in. */
    public void remove(String type, ObjectNode row) {
        ByteBuffer hash = hash(type, row);
        high -= hash.getLong();
        low -= hash.getLong();
    }

    /** Counts in all rows of a table. */
    public void addAll(ConfigTable table) {
        table.types().forEach(type -> table.rows(type).forEach(row -> add(type, row)));
    }

    /** 32 hexadecimal digits; {@link ConfigHash#EMPTY} for nothing. */
    public String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static ByteBuffer hash(String type, JsonNode row) {
        MessageDigest digest = CanonicalText.md5();
        digest.update(type.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(ConfigHash.ofValue(row).getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.wrap(digest.digest());
    }
}
