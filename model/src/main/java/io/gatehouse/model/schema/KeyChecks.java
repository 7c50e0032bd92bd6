package io.gatehouse.model.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.error.TreePrinter;
import io.gatehouse.model.format.CertificateText;
import io.gatehouse.model.format.JsonWebKey;
import io.gatehouse.model.format.KeyMatch;
import io.gatehouse.model.vault.VaultReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Rules for keys, as JSON Web Keys and as pairs in PEM. What they say never contains key material. */
final class KeyChecks {
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private KeyChecks() {}

    /** Read when the first key is checked: reading a schema needs the checks, this one among them. */
    private static final class Members {
        static final Schema SCHEMA = read();
        static final DocumentCheck CHECK = new DocumentCheck(entity -> Optional.empty());

        private static Schema read() {
            try (InputStream yaml = KeyChecks.class.getResourceAsStream("json-web-key.yaml")) {
                return Schema.read(yaml);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    static Map<String, ValueCheck> all() {
        return Map.of("json_web_key", KeyChecks::webKey, "key_pair", KeyChecks::pair);
    }

    private static Optional<JsonNode> webKey(JsonNode entity) {
        if (!entity.path("jwk").isTextual()) {
            return Optional.empty();
        }
        JsonNode jwk;
        try {
            jwk = JSON.readTree(entity.get("jwk").textValue());
        } catch (JsonProcessingException malformed) {
            return text("could not json decode jwk string");
        }
        if (!jwk.path("kid").equals(entity.path("kid"))) {
            return text("kid in jwk.kid must be equal to keys.kid");
        }
        try {
            JsonWebKey.publicKey(jwk);
        } catch (GeneralSecurityException unusable) {
            return text("could not load JWK, likely not a valid key");
        }
        ObjectNode errors = Members.CHECK.errors(Members.SCHEMA, (ObjectNode) jwk, Operation.INSERT);
        return errors.isEmpty() ? Optional.empty() : text("Validation error: " + joined(errors));
    }

    private static String joined(ObjectNode errors) {
        TreeMap<String, JsonNode> byName = new TreeMap<>();
        errors.properties().forEach(error -> byName.put(error.getKey(), error.getValue()));
        StringJoiner text = new StringJoiner("; ");
        byName.forEach((member, problem) ->
                text.add(member + ": " + (problem.isTextual() ? problem.textValue() : TreePrinter.compact(problem))));
        return text.toString();
    }

    private static Optional<JsonNode> pair(JsonNode pem) {
        if (isReference(pem.path("public_key")) || isReference(pem.path("private_key"))) {
            return Optional.empty();
        }
        Optional<PublicKey> publicKey = publicKey(pem.path("public_key"));
        if (publicKey.isEmpty() && pem.hasNonNull("public_key")) {
            return text("could not load public key");
        }
        Optional<PrivateKey> privateKey = privateKey(pem.path("private_key"));
        if (privateKey.isEmpty() && pem.hasNonNull("private_key")) {
            return text("could not load private key: no PEM block with an unencrypted private key can be read");
        }
        boolean matches =
                publicKey.isEmpty() || privateKey.isEmpty() || KeyMatch.matches(privateKey.get(), publicKey.get());
        return matches ? Optional.empty() : text("public key does not match private key");
    }

    private static boolean isReference(JsonNode value) {
        return value.isTextual() && VaultReference.isReference(value.textValue());
    }

    private static Optional<PublicKey> publicKey(JsonNode pem) {
        try {
            return pem.isTextual() ? CertificateText.publicKey(pem.textValue()) : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<PrivateKey> privateKey(JsonNode pem) {
        try {
            return pem.isTextual() ? CertificateText.privateKey(pem.textValue()) : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> text(String problem) {
        return Optional.of(TextNode.valueOf(problem));
    }
}
