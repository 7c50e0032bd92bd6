package io.gatehouse.model.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads {@code data_plane_config_cache_key}: 32 bytes in base64 or as 64 hexadecimal digits, or the path of a file that
 * holds them so, or as they are.
 */
final class CacheSecret {
    private static final int BYTES = 32;
    private static final String EXPECTED =
            "expected 32 bytes in base64, as 'openssl rand -base64 32' prints them, or 64 hexadecimal digits";

    private CacheSecret() {}

    /** @throws IllegalArgumentException when it is neither; the message does not repeat the text unless it is a path */
    static byte[] parse(String text) {
        Optional<byte[]> secret = decode(text);
        if (secret.isPresent()) {
            return secret.get();
        }
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(EXPECTED + ", or the absolute path of a file with that");
        }
        return read(Path.of(text));
    }

    private static byte[] read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read: " + unreadable, unreadable);
        }
        if (content.length == BYTES) {
            return content;
        }
        return decode(new String(content, StandardCharsets.ISO_8859_1).strip())
                .orElseThrow(() -> new IllegalArgumentException(file + " holds no key; " + EXPECTED));
    }

    private static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = text.length() == 2 * BYTES
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return Optional.of(bytes).filter(decoded -> decoded.length == BYTES);
        } catch (IllegalArgumentException neither) {
            return Optional.empty();
        }
    }
}
