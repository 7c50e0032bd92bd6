package io.gatehouse.proxy.dns;

import io.gatehouse.model.settings.Settings;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How names are resolved.
 *
 * @param servers empty: those of the system
 * @param hostsFile read once
 * @param order record types in the order in which they are asked for; the first answer with records counts
 * @param servicesByName whether names of the form {@code _service._protocol.domain}, and only they, are asked for SRV records
 * @param lastFirst whether the type that answered last for a name is asked for first
 * @param validFor replaces the time to live of every answer
 * @param staleFor how long an answer may be used past its time, while it is asked for again
 * @param notFoundFor how long the absence of a name is kept
 * @param errorFor how long a failure is kept
 * @param cacheSize names kept
 * @param shared whether requests that wait for the same name share one query
 * @param system how short names are completed, and how long name servers are waited for
 */
public record DnsSettings(
        List<InetSocketAddress> servers,
        Path hostsFile,
        List<RecordType> order,
        boolean servicesByName,
        boolean lastFirst,
        Optional<Duration> validFor,
        Duration staleFor,
        Duration notFoundFor,
        Duration errorFor,
        int cacheSize,
        boolean shared,
        ResolverFile system) {
    private static final Path RESOLVER_FILE = Path.of("/etc/resolv.conf");
    private static final int DNS_PORT = 53;
    private static final Duration NEW_CLIENT_NOT_FOUND = Duration.ofSeconds(30);

    /** The {@code dns_*} settings, or with {@code new_dns_client} the {@code resolver_*} ones. */
    public static DnsSettings of(Settings settings) {
        if (settings.flag("new_dns_client")) {
            return new DnsSettings(
                    servers(settings.list("resolver_address")),
                    Path.of(settings.requiredText("resolver_hosts_file")),
                    types(settings.list("resolver_family")),
                    true,
                    false,
                    settings.optionalNumber("resolver_valid_ttl").map(DnsSettings::seconds),
                    seconds(settings.number("resolver_stale_ttl")),
                    NEW_CLIENT_NOT_FOUND,
                    seconds(settings.number("resolver_error_ttl")),
                    settings.integer("resolver_lru_cache_size"),
                    true,
                    ResolverFile.read(RESOLVER_FILE, System.getenv()));
        }
        List<String> order = settings.list("dns_order");
        return new DnsSettings(
                servers(settings.list("dns_resolver")),
                Path.of(settings.requiredText("dns_hostsfile")),
                types(order),
                false,
                order.stream().anyMatch("LAST"::equalsIgnoreCase),
                settings.optionalNumber("dns_valid_ttl").map(DnsSettings::seconds),
                seconds(settings.number("dns_stale_ttl")),
                seconds(settings.number("dns_not_found_ttl")),
                seconds(settings.number("dns_error_ttl")),
                settings.integer("dns_cache_size"),
                !settings.flag("dns_no_sync"),
                ResolverFile.read(RESOLVER_FILE, System.getenv()));
    }

    /** An alias is followed in the answers of the other types, so that there is nothing to ask for on its own. */
    private static List<RecordType> types(List<String> order) {
        return order.stream()
                .filter(text -> !text.equalsIgnoreCase("LAST") && !text.equalsIgnoreCase("CNAME"))
                .map(RecordType::of)
                .distinct()
                .toList();
    }

    private static List<InetSocketAddress> servers(List<String> texts) {
        return texts.stream().map(DnsSettings::server).toList();
    }

    private static InetSocketAddress server(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        String host = hasPort ? text.substring(0, colon) : text;
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            throw new IllegalArgumentException(
                    "name server '" + text + "' is no IP address; expected address or address:port");
        }
        try {
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : DNS_PORT;
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("name server '" + text + "' is no IP address", e);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
