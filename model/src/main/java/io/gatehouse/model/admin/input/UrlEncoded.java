package io.gatehouse.model.admin.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code application/x-www-form-urlencoded} text: query strings and form bodies. */
final class UrlEncoded {

    private UrlEncoded() {}

    /**
     * Splits and decodes.
     *
     * @return the parameters in the order of the text
     * @throws UnreadableBodyException when the decoded bytes are no UTF-8
     */
    static List<Parameter> parse(String text) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0) {
                parameters.add(new Parameter(decode(pair), Optional.empty()));
            } else {
                parameters.add(new Parameter(
                        decode(pair.substring(0, equals)), Optional.of(decode(pair.substring(equals + 1)))));
            }
        }
        return parameters;
    }

    /** Decodes {@code +} and percent escapes; an escape that is none stays as it was written. */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
            return encoded;
        }
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '+') {
                decoded.put((byte) ' ');
            } else if (raw[i] == '%' && i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
                decoded.put((byte) (hex(raw[i + 1]) << 4 | hex(raw[i + 2])));
                i += 2;
            } else {
                decoded.put(raw[i]);
            }
        }
        return utf8(decoded.flip());
    }

    /**
     * Decodes strictly, so that no replacement character ever reaches the database in place of what was sent.
     *
     * @throws UnreadableBodyException when the bytes are no UTF-8
     */
    static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableBodyException("The request holds bytes that are not valid UTF-8", e);
        }
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
