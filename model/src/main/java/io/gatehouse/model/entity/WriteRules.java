package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.format.CertificateText;
import io.gatehouse.model.format.HostAddress;
import io.gatehouse.model.format.HostAddress.MalformedException;
import io.gatehouse.model.schema.MalformedSchemaException;
import io.gatehouse.model.schema.Operation;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/** What the input of some types goes through before it is checked: one form for the same thing, computed fields. */
final class WriteRules {
    private static final int DEFAULT_TARGET_PORT = 8000;

    private static final String UPDATED_AT = "updated_at";

    private WriteRules() {}

    /** Applies the rules of {@code type} to {@code input}, in place. */
    static void apply(EntityType type, ObjectNode input, Operation operation) {
        if (operation != Operation.DECLARATIVE
                && type.schema().field(UPDATED_AT).isEmpty()) {
            // clients send it with every entity, also with those that do not have it
            input.remove(UPDATED_AT);
        }
        if (operation == Operation.UPDATE) {
            keepMoments(type, input);
        }
        for (String rule : type.writeRules()) {
            switch (rule) {
                case "target_address" -> targetAddress(input, operation);
                case "single_sni" -> singleSni(input, operation);
                case "ca_certificate_digest" -> certificateDigest(input);
                default -> throw new MalformedSchemaException("write rule '" + rule + "' is unknown");
            }
        }
    }

    /** An entity always has a moment of creation: null in a change leaves it alone. */
    private static void keepMoments(EntityType type, ObjectNode change) {
        type.schema().fields().forEach((name, field) -> {
            if (field.timestamp() && field.auto() && change.path(name).isNull()) {
                change.remove(name);
            }
        });
    }

    private static void targetAddress(ObjectNode input, Operation operation) {
        JsonNode target = input.path("target");
        if (!target.isTextual()) {
            return;
        }
        try {
            input.put("target", HostAddress.parse(target.textValue()).canonical(DEFAULT_TARGET_PORT));
        } catch (MalformedException malformed) {
            if (operation != Operation.DECLARATIVE) {
                throw EntityException.schemaViolation("target", "Invalid target; not a valid hostname or ip address");
            }
        }
    }

    /** Replacing requests may give one name without a list. */
    private static void singleSni(ObjectNode input, Operation operation) {
        JsonNode snis = input.path("snis");
        if (snis.isTextual() && (operation == Operation.UPSERT || operation == Operation.UPDATE)) {
            input.putArray("snis").add(snis);
        }
    }

    /** The digest always follows from the certificate; one that a client sends is not believed. */
    private static void certificateDigest(ObjectNode input) {
        input.remove("cert_digest");
        if (!input.path("cert").isTextual()) {
            return;
        }
        try {
            List<X509Certificate> certificates =
                    CertificateText.certificates(input.get("cert").textValue());
            if (!certificates.isEmpty()) {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(certificates.get(0).getEncoded());
                input.put("cert_digest", HexFormat.of().formatHex(digest));
            }
        } catch (GeneralSecurityException unreadable) {
            // the check of the field says so
        }
    }
}
