package io.gatehouse.plugins.basicauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.schema.Transformation;
import io.gatehouse.model.schema.TransformationProvider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The form in which passwords are stored: the SHA-1 of password and consumer id, in hexadecimal. Other nodes of a cluster
 * compute the same, so neither the algorithm nor the order is ours to choose.
 */
public final class PasswordHash implements TransformationProvider {

    @Override
    public Map<String, Transformation> transformations() {
        return Map.of("basic_auth_password", PasswordHash::stored);
    }

    private static ObjectNode stored(List<JsonNode> passwordAndConsumer) {
        String hash = of(
                passwordAndConsumer.get(0).textValue(),
                passwordAndConsumer.get(1).textValue());
        return JsonNodeFactory.instance.objectNode().put("password", hash);
    }

    /** The stored form of a password of the consumer with this id. */
    public static String of(String password, String consumerId) {
        try {
            byte[] salted = (password + consumerId.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(salted));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
