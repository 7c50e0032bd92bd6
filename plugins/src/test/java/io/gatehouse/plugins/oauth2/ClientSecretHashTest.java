package io.gatehouse.plugins.oauth2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class ClientSecretHashTest {

    @Test
    void saysHowItWasComputed() {
        String[] parts = ClientSecretHash.of("söcret").split("\\$");

        assertEquals("pbkdf2-sha512", parts[1]);
        assertEquals("i=10000,l=32", parts[2]);
        PKCS5S2ParametersGenerator other = new PKCS5S2ParametersGenerator(new SHA512Digest());
        other.init(
                "söcret".getBytes(StandardCharsets.UTF_8), Base64.getDecoder().decode(parts[3]), 10_000);
        assertArrayEquals(
                ((KeyParameter) other.generateDerivedParameters(256)).getKey(),
                Base64.getDecoder().decode(parts[4]));
        assertEquals(-1, (parts[3] + parts[4]).indexOf('='));
    }

    @Test
    void isNeverTheSame() {
        assertNotEquals(ClientSecretHash.of("secret"), ClientSecretHash.of("secret"));
    }
}
