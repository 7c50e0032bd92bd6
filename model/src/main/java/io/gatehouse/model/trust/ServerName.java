package io.gatehouse.model.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The name under which a data plane dials its control plane, as a certificate must bear it: one of the {@code dNSName} entries, or the
 * common name when there is no such entry; an address must be one of the {@code iPAddress} entries. A wildcard stands for exactly one
 * label, the first (RFC 6125 §6.4).
 */
final class ServerName {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|.*:.*");

    private ServerName() {}

    /** Whether it is an IPv4 or IPv6 address, which is never sent as a server name (RFC 6066 §3). */
    static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches();
    }

    /** @throws ChainException when the certificate is not for this name; the message lists the names it is for */
    static void require(X509Certificate certificate, String name) throws ChainException {
        List<String> dnsNames = alternatives(certificate, DNS_NAME);
        List<String> names = new ArrayList<>(dnsNames);
        if (dnsNames.isEmpty()) {
            commonName(certificate).ifPresent(names::add);
        }
        List<String> addresses = alternatives(certificate, IP_ADDRESS);
        boolean matches = isAddress(name)
                ? addresses.stream().anyMatch(each -> isSameAddress(each, name))
                : names.stream().anyMatch(each -> matches(each, name));
        if (!matches) {
            names.addAll(addresses);
            throw new ChainException(
                    VerifyError.NAME,
                    certificate,
                    "it is for " + ChainException.printable(String.join(", ", names)) + " and not for " + name
                            + "; set cluster_server_name to a name that the control plane's certificate has");
        }
    }

    private static boolean matches(String pattern, String name) {
        String wanted = withoutDot(name);
        String given = withoutDot(pattern);
        if (given.equals(wanted)) {
            return true;
        }
        if (!given.startsWith("*.") || given.indexOf('.', 2) < 0) {
            return false;
        }
        int label = wanted.indexOf('.');
        return label > 0 && wanted.substring(label).equals(given.substring(1));
    }

    private static String withoutDot(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isSameAddress(String one, String other) {
        try {
            // literals only: nothing is looked up
            return isAddress(one) && InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException notOne) {
            return false;
        }
    }

    private static List<String> alternatives(X509Certificate certificate, int type) throws ChainException {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(entry -> entry.get(0).equals(type))
                            .map(entry -> entry.get(1).toString())
                            .toList();
        } catch (CertificateParsingException broken) {
            throw new ChainException(VerifyError.NAME, certificate, "its alternative names cannot be read");
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            return parts.stream()
                    .filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .map(part -> part.getValue().toString())
                    .reduce((general, specific) -> specific);
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
    }
}
