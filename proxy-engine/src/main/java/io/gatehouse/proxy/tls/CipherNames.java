package io.gatehouse.proxy.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of ciphers: those that OpenSSL has for them, and the registered ones of RFC 8446 and its forerunners. */
public final class CipherNames {
    private static final Map<String, String> KEY_EXCHANGES = Map.of(
            "ECDHE-ECDSA-", "ECDHE_ECDSA",
            "ECDHE-RSA-", "ECDHE_RSA",
            "DHE-RSA-", "DHE_RSA");
    private static final Map<String, String> BULK_CIPHERS = Map.of(
            "AES128-GCM-SHA256", "AES_128_GCM_SHA256",
            "AES256-GCM-SHA384", "AES_256_GCM_SHA384",
            "CHACHA20-POLY1305", "CHACHA20_POLY1305_SHA256",
            "AES128-SHA256", "AES_128_CBC_SHA256",
            "AES256-SHA256", "AES_256_CBC_SHA256",
            "AES256-SHA384", "AES_256_CBC_SHA384",
            "AES128-SHA", "AES_128_CBC_SHA",
            "AES256-SHA", "AES_256_CBC_SHA",
            "DES-CBC3-SHA", "3DES_EDE_CBC_SHA");
    private static final String WITH = "_WITH_";
    private static final Map<String, String> OF_REGISTERED =
            BULK_CIPHERS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    /** Exclusions of what a list of single ciphers never has; they end many a list that is handed around. */
    private static final Set<String> NEVER_MEANT = Set.of(
            "aNULL",
            "eNULL",
            "NULL",
            "EXPORT",
            "EXP",
            "LOW",
            "DES",
            "RC4",
            "MD5",
            "PSK",
            "SRP",
            "DSS",
            "CAMELLIA",
            "IDEA",
            "SEED",
            "kDH",
            "aECDH",
            "ADH",
            "AECDH");

    /**
     * What a list says.
     *
     * @param ciphers registered names, in order
     * @param unknown what is no name of a cipher
     */
    record Reading(List<String> ciphers, List<String> unknown) {}

    private CipherNames() {}

    /** OpenSSL's name of a cipher, which users of nginx know; the registered one where OpenSSL has no other. */
    public static String openSslName(String registered) {
        int with = registered.indexOf(WITH);
        if (with < 0) {
            return registered;
        }
        String exchange = registered.substring("TLS_".length(), with);
        String bulkCipher = OF_REGISTERED.get(registered.substring(with + WITH.length()));
        boolean known = KEY_EXCHANGES.containsValue(exchange) || exchange.equals("RSA");
        if (bulkCipher == null || !known) {
            return registered;
        }
        return exchange.equals("RSA") ? bulkCipher : exchange.replace('_', '-') + '-' + bulkCipher;
    }

    /** Reads names that are separated by colons, commas or blanks. */
    static Reading read(String list) {
        List<String> ciphers = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String name : list.trim().split("[:,\\s]+")) {
            if (name.isEmpty() || name.startsWith("!") && NEVER_MEANT.contains(name.substring(1))) {
                continue;
            }
            registered(name).ifPresentOrElse(ciphers::add, () -> unknown.add(name));
        }
        return new Reading(List.copyOf(ciphers), List.copyOf(unknown));
    }

    private static Optional<String> registered(String name) {
        if (name.startsWith("TLS_")) {
            return Optional.of(name);
        }
        for (Map.Entry<String, String> exchange : KEY_EXCHANGES.entrySet()) {
            if (name.startsWith(exchange.getKey())) {
                return suite(
                        exchange.getValue(), name.substring(exchange.getKey().length()));
            }
        }
        return suite("RSA", name);
    }

    private static Optional<String> suite(String exchange, String bulkCipher) {
        return Optional.ofNullable(BULK_CIPHERS.get(bulkCipher)).map(known -> "TLS_" + exchange + WITH + known);
    }
}
