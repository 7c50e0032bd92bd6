package io.gatehouse.proxy.config;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.proxy.entity.AddressRule;
import io.gatehouse.proxy.entity.EntityDocument;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.RouteConfig.PathHandling;
import io.gatehouse.proxy.entity.ServiceConfig;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads rows of {@code routes}. */
final class RouteReader {
    private static final List<String> FOREIGN_FIELDS = List.of("service");
    private static final Set<Protocol> DEFAULT_PROTOCOLS = Set.of(Protocol.HTTP, Protocol.HTTPS);

    private final RouterFlavor flavor;
    private final ServiceTable services;

    RouteReader(RouterFlavor flavor, ServiceTable services) {
        this.flavor = flavor;
        this.services = services;
    }

    /**
     * @param index see {@link RouteConfig#index}
     */
    RouteConfig read(Row row, int index) {
        return new RouteConfig(
                index,
                row.id(),
                row.text("name"),
                protocols(row),
                row.texts("methods"),
                row.texts("hosts"),
                row.texts("paths"),
                headers(row),
                row.texts("snis"),
                addresses(row, "sources"),
                addresses(row, "destinations"),
                row.number("regex_priority").orElse(0),
                row.flag("strip_path").orElse(true),
                row.flag("preserve_host").orElse(false),
                pathHandling(row),
                row.flag("request_buffering").orElse(true),
                row.flag("response_buffering").orElse(true),
                row.integer("https_redirect_status_code", 426),
                row.text("expression"),
                row.number("priority").orElse(0),
                row.number("created_at").orElse(0),
                service(row),
                new EntityDocument(row.document(), FOREIGN_FIELDS));
    }

    private Optional<ServiceConfig> service(Row row) {
        return row.text("service").map(id -> {
            ServiceConfig service = services.byId(id);
            if (service == null) {
                throw row.wrong("service", "the id of a service in the same configuration");
            }
            return service;
        });
    }

    /** Only the traditional flavour knows a second way; the others treat every route as {@code v0}. */
    private PathHandling pathHandling(Row row) {
        boolean other = row.text("path_handling").filter("v1"::equals).isPresent();
        return other && flavor == RouterFlavor.TRADITIONAL ? PathHandling.V1 : PathHandling.V0;
    }

    private static Set<Protocol> protocols(Row row) {
        List<String> texts = row.texts("protocols");
        if (texts.isEmpty()) {
            return DEFAULT_PROTOCOLS;
        }
        EnumSet<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        for (String text : texts) {
            protocols.add(Protocol.of(text)
                    .orElseThrow(() ->
                            row.wrong("protocols", "http, https, grpc, grpcs, tcp, tls, tls_passthrough or udp")));
        }
        return Set.copyOf(protocols);
    }

    private static Map<String, List<String>> headers(Row row) {
        Map<String, List<String>> headers = row.textsByKey("headers");
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> lowerCase = new LinkedHashMap<>();
        headers.forEach((name, values) -> lowerCase.put(name.toLowerCase(Locale.ROOT), values));
        return lowerCase;
    }

    private static List<AddressRule> addresses(Row row, String field) {
        return row.records(field).stream()
                .map(record -> new AddressRule(
                        record.text("ip").map(text -> NetworkText.parse(record, text)),
                        record.number("port").isPresent()
                                ? OptionalInt.of(record.integer("port", 0))
                                : OptionalInt.empty()))
                .toList();
    }
}
