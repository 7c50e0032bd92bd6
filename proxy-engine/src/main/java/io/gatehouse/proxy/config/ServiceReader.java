package io.gatehouse.proxy.config;

import io.gatehouse.proxy.entity.EntityDocument;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.ServiceConfig;
import java.util.List;
import java.util.Optional;

/** Reads rows of {@code services}. */
final class ServiceReader {
    private static final List<String> FOREIGN_FIELDS = List.of("client_certificate");
    private static final int DEFAULT_TIMEOUT_MILLIS = 60_000;
    private static final int DEFAULT_RETRIES = 5;

    private ServiceReader() {}

    static ServiceConfig read(Row row, int index) {
        Protocol protocol = row.text("protocol")
                .map(text -> Protocol.of(text)
                        .orElseThrow(() ->
                                row.wrong("protocol", "http, https, grpc, grpcs, tcp, tls, tls_passthrough or udp")))
                .orElse(Protocol.HTTP);
        return new ServiceConfig(
                index,
                row.id(),
                row.text("name"),
                protocol,
                withoutBrackets(row.requiredText("host")),
                row.integer("port", 80),
                row.text("path").orElse(""),
                row.integer("retries", DEFAULT_RETRIES),
                row.integer("connect_timeout", DEFAULT_TIMEOUT_MILLIS),
                row.integer("write_timeout", DEFAULT_TIMEOUT_MILLIS),
                row.integer("read_timeout", DEFAULT_TIMEOUT_MILLIS),
                row.text("client_certificate"),
                row.flag("tls_verify"),
                row.number("tls_verify_depth").isPresent()
                        ? Optional.of(row.integer("tls_verify_depth", 0))
                        : Optional.empty(),
                row.texts("ca_certificates"),
                new EntityDocument(row.document(), FOREIGN_FIELDS));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
