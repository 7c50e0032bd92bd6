package io.gatehouse.model.admin.access;

import io.gatehouse.model.settings.AdminToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The known tokens, as digests. How long a search takes tells nothing: digests all have one length, they are compared in
 * constant time, and always all of them. Thread-safe.
 */
final class TokenRegister {

    private record Entry(String name, byte[] digest) {}

    private final List<Entry> entries = new ArrayList<>();

    TokenRegister(List<AdminToken> tokens) {
        tokens.forEach(token -> entries.add(new Entry(token.name(), digest(token.token()))));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The name of whoever has this token; empty when nobody has. */
    Optional<String> owner(String token) {
        byte[] digest = digest(token);
        Optional<String> owner = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest(), digest)) {
                owner = Optional.of(entry.name());
            }
        }
        return owner;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
