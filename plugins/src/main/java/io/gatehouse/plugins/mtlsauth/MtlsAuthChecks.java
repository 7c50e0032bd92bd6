package io.gatehouse.plugins.mtlsauth;

import io.gatehouse.model.format.Uuid;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;
import java.util.regex.Pattern;

/** How a client certificate is named. */
public final class MtlsAuthChecks implements CheckProvider {
    private static final Pattern FINGERPRINT = Pattern.compile("\\p{XDigit}{2}(?::?\\p{XDigit}{2}){31}");

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "mtls_client_certificate",
                ValueCheck.of(
                        name -> Uuid.isValid(name.asText())
                                || FINGERPRINT.matcher(name.asText()).matches(),
                        name -> "invalid value '" + name.asText()
                                + "': expected the id of a certificate or its SHA-256 fingerprint in 64 hexadecimal"
                                + " digits"));
    }
}
