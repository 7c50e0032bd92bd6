package io.gatehouse.proxy.tls;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protocol versions and cipher suites of the listeners, as {@code ssl_cipher_suite} chooses them.
 *
 * @param protocols e.g. {@code TLSv1.3}
 * @param ciphers in order; those that the TLS implementation does not know are left out
 * @param serverOrder whether that order decides, and not the client's
 */
public record TlsProfile(List<String> protocols, List<String> ciphers, boolean serverOrder) {
    private static final Logger LOG = LoggerFactory.getLogger(TlsProfile.class);
    private static final Set<String> VERSIONS = Set.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
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

    /**
     * Reads {@code ssl_cipher_suite} and, for {@code custom}, {@code ssl_ciphers}, {@code ssl_protocols} and
     * {@code ssl_prefer_server_ciphers}.
     *
     * @throws SettingsException when one of them names what there is not
     */
    public static TlsProfile of(Settings settings) {
        String suite = settings.requiredText("ssl_cipher_suite");
        return switch (suite) {
            case "modern" -> new TlsProfile(List.of("TLSv1.3"), TLS13, false);
            case "intermediate" -> new TlsProfile(List.of("TLSv1.3", "TLSv1.2"), join(TLS13, FORWARD_SECRET), false);
            case "fips" -> new TlsProfile(List.of("TLSv1.2"), FIPS, true);
            case "old" ->
                new TlsProfile(
                        List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"),
                        join(TLS13, join(FORWARD_SECRET, LEGACY)),
                        true);
            case "custom" -> custom(settings);
            default ->
                throw new SettingsException(List.of("ssl_cipher_suite = '" + suite
                        + "' is not a profile; use modern, intermediate, old, fips or custom"));
        };
    }

    private static TlsProfile custom(Settings settings) {
        List<String> problems = new ArrayList<>();
        List<String> protocols =
                Arrays.asList(settings.requiredText("ssl_protocols").trim().split("[\\s,]+"));
        protocols.stream()
                .filter(version -> !VERSIONS.contains(version))
                .forEach(
                        version -> problems.add(
                                "ssl_protocols has '" + version
                                        + "', which is not spoken here; use TLSv1.2 and TLSv1.3 (or TLSv1 and TLSv1.1 for old clients)"));
        CipherNames.Reading reading =
                CipherNames.read(settings.text("ssl_ciphers").orElse(""));
        reading.unknown()
                .forEach(name -> problems.add("ssl_ciphers has '" + name
                        + "', which is not the name of a cipher; list single ciphers,"
                        + " for example ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new TlsProfile(
                protocols,
                join(TLS13, reading.ciphers().isEmpty() ? FORWARD_SECRET : reading.ciphers()),
                settings.flag("ssl_prefer_server_ciphers"));
    }

    /**
     * Looks at what a TLS implementation makes of the ciphers, and logs those that it does not have.
     *
     * @param available those that it has
     * @throws SettingsException when no client could connect
     */
    void refuseWithout(List<String> available) {
        List<String> missing =
                ciphers.stream().filter(name -> !available.contains(name)).toList();
        if (!missing.isEmpty()) {
            LOG.warn("the TLS implementation does not have these ciphers, they are not offered: {}", missing);
        }
        if (!protocols.contains("TLSv1.3") && TLS13.containsAll(available)) {
            throw new SettingsException(List.of("ssl_ciphers has no cipher that the TLS implementation knows for "
                    + String.join(" ", protocols) + "; add for example ECDHE-RSA-AES128-GCM-SHA256"));
        }
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
