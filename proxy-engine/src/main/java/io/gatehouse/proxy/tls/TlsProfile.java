package io.gatehouse.proxy.tls;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Protocol versions and cipher suites of the listeners, as {@code ssl_cipher_suite} chooses them.
 *
 * @param protocols e.g. {@code TLSv1.3}
 * @param ciphers in order; those that the TLS implementation does not know are left out
 */
public record TlsProfile(List<String> protocols, List<String> ciphers) {
    private static final List<String> TLS13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    private static final List<String> FORWARD_SECRET = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final List<String> FIPS = FORWARD_SECRET.subList(0, 4);
    private static final List<String> LEGACY = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA");

    /** Reads {@code ssl_cipher_suite} and, for {@code custom}, {@code ssl_ciphers} and {@code ssl_protocols}. */
    public static TlsProfile of(Settings settings) {
        String suite = settings.requiredText("ssl_cipher_suite");
        return switch (suite) {
            case "modern" -> new TlsProfile(List.of("TLSv1.3"), TLS13);
            case "intermediate" -> new TlsProfile(List.of("TLSv1.3", "TLSv1.2"), join(TLS13, FORWARD_SECRET));
            case "fips" -> new TlsProfile(List.of("TLSv1.2"), FIPS);
            case "old" ->
                new TlsProfile(
                        List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"), join(TLS13, join(FORWARD_SECRET, LEGACY)));
            case "custom" -> custom(settings);
            default ->
                throw new SettingsException(List.of("ssl_cipher_suite = '" + suite
                        + "' is not a profile; use modern, intermediate, old, fips or custom"));
        };
    }

    private static TlsProfile custom(Settings settings) {
        List<String> protocols =
                Arrays.asList(settings.requiredText("ssl_protocols").trim().split("[\\s,]+"));
        List<String> ciphers = settings.text("ssl_ciphers").stream()
                .flatMap(text -> Arrays.stream(text.split("[:\\s,]+")))
                .filter(name -> !name.isEmpty())
                .toList();
        return new TlsProfile(protocols, ciphers.isEmpty() ? join(TLS13, FORWARD_SECRET) : join(TLS13, ciphers));
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
