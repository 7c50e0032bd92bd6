package io.gatehouse.proxy.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherNamesTest {
    @ParameterizedTest
    @CsvSource({
        "ECDHE-ECDSA-AES128-GCM-SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "ECDHE-RSA-CHACHA20-POLY1305, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "DHE-RSA-AES256-GCM-SHA384, TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "ECDHE-RSA-AES256-SHA384, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "AES128-SHA, TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256",
    })
    void namesGoBothWays(String openSsl, String registered) {
        assertEquals(List.of(registered), CipherNames.read(openSsl).ciphers());
        assertEquals(openSsl, CipherNames.openSslName(registered));
    }

    @Test
    void tellsWhatIsNoCipher() {
        CipherNames.Reading reading = CipherNames.read("AES128-SHA:HIGH, !aNULL !AES128-SHA");
        assertEquals(List.of("TLS_RSA_WITH_AES_128_CBC_SHA"), reading.ciphers());
        assertEquals(List.of("HIGH", "!AES128-SHA"), reading.unknown());
    }

    @Test
    void leavesNamesThatOpenSslDoesNotHave() {
        assertEquals("TLS_PSK_WITH_AES_128_CCM", CipherNames.openSslName("TLS_PSK_WITH_AES_128_CCM"));
    }
}
