package io.gatehouse.model.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of settings that hold addresses. */
final class AddressRules {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern PORT_MAP = Pattern.compile("(\\d{1,5}):(\\d{1,5})");
    private static final Pattern AUTHORITY = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^\\[\\]:/\\s]+)(?::(\\d{1,5}))?");
    private static final List<String> DNS_TYPES = List.of("LAST", "A", "AAAA", "CNAME", "SRV");

    private AddressRules() {}

    static void check(Settings settings, Problems problems) {
        first(
                settings,
                "trusted_ips",
                entry -> !isTrustedEntry(entry),
                entry -> problems.error(
                        "trusted_ips must be a comma separated list in the form of IPv4 or IPv6 address or CIDR block or 'unix:', got '"
                                + entry + "'"));
        for (String key : List.of("dns_resolver", "resolver_address")) {
            first(
                    settings,
                    key,
                    entry -> !isNameServer(entry),
                    entry -> problems.error(
                            key + " must be a comma separated list in the form of IPv4/6 or IPv4/6:port, got '" + entry
                                    + "'"));
        }
        for (String key : List.of("dns_order", "resolver_family")) {
            first(
                    settings,
                    key,
                    entry -> !DNS_TYPES.contains(entry.toUpperCase(Locale.ROOT)),
                    entry -> problems.error(key + ": invalid entry '" + entry + "'"));
        }
        for (String key : List.of("dns_hostsfile", "resolver_hosts_file")) {
            settings.text(key)
                    .filter(file -> settings.isSet(key) && !Files.isRegularFile(Path.of(file)))
                    .ifPresent(file -> problems.error(key + ": file does not exist"));
        }
        first(
                settings,
                "port_maps",
                entry -> !isPortMap(entry),
                entry -> problems.error("invalid port mapping (`port_maps`): " + entry));
        settings.text("proxy_server").ifPresent(server -> checkProxyServer(server, problems));
        settings.text("cluster_telemetry_endpoint")
                .filter(endpoint -> !isAuthority(endpoint))
                .ifPresent(endpoint -> problems.error(
                        "cluster_telemetry_endpoint must be of form: <host>:<port>, got '" + endpoint + "'"));
    }

    private static void first(Settings settings, String key, Predicate<String> wrong, Consumer<String> report) {
        settings.list(key).stream().filter(wrong).findFirst().ifPresent(report);
    }

    private static boolean isTrustedEntry(String entry) {
        if (entry.equals("unix:")) {
            return true;
        }
        int slash = entry.indexOf('/');
        String address = slash < 0 ? entry : entry.substring(0, slash);
        int width = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
        if (width < 0 || slash < 0) {
            return width > 0;
        }
        String bits = entry.substring(slash + 1);
        return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= width;
    }

    private static boolean isNameServer(String entry) {
        Matcher bracketed = Pattern.compile("\\[([^]]+)](?::(\\d{1,5}))?").matcher(entry);
        if (bracketed.matches()) {
            return isIpv6(bracketed.group(1)) && isPort(bracketed.group(2));
        }
        Matcher plain = Pattern.compile("([\\d.]+)(?::(\\d{1,5}))?").matcher(entry);
        return plain.matches() ? isIpv4(plain.group(1)) && isPort(plain.group(2)) : isIpv6(entry);
    }

    private static boolean isPortMap(String entry) {
        Matcher ports = PORT_MAP.matcher(entry);
        return ports.matches() && isPort(ports.group(1)) && isPort(ports.group(2));
    }

    static boolean isAuthority(String text) {
        Matcher authority = AUTHORITY.matcher(text);
        return authority.matches() && isPort(authority.group(1));
    }

    private static boolean isPort(String digits) {
        return digits == null || Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= 65535;
    }

    private static boolean isIpv4(String text) {
        Matcher parts = IPV4.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        for (int i = 1; i <= 4; i++) {
            if (Integer.parseInt(parts.group(i)) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String text) {
        if (!text.matches("[0-9A-Fa-f:.]+") || text.indexOf(':') < 0) {
            return false;
        }
        try {
            // a literal is never looked up
            return InetAddress.getByName('[' + text + ']') != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void checkProxyServer(String server, Problems problems) {
        URI uri;
        try {
            uri = new URI(server);
        } catch (URISyntaxException e) {
            problems.error("proxy_server is invalid: " + e.getReason());
            return;
        }
        String scheme = uri.getScheme();
        if (scheme == null || !server.contains("://")) {
            problems.error("proxy_server missing scheme");
        } else if (!scheme.equals("http") && !scheme.equals("https")) {
            problems.error("proxy_server only supports \"http\" and \"https\", got " + scheme);
        } else if (uri.getHost() == null) {
            problems.error("proxy_server missing host");
        } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            problems.error("fragments, query strings or parameters are meaningless in proxy configuration");
        }
    }
}
