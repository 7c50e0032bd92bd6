package io.gatehouse.proxy.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.Service;
import java.util.List;
import java.util.Optional;

/**
 * A service with every field typed.
 *
 * @param index number among the services of its configuration, small and kept while the row stays: other tables are arrays
 *     by it
 * @param host host name, IP literal (IPv6 without brackets) or the name of an upstream
 * @param path prefix of the upstream path; empty text when there is none
 * @param retries further tries after the first
 * @param connectTimeoutMillis for the TCP connect, and again for the TLS handshake
 * @param writeTimeoutMillis between two successive writes
 * @param readTimeoutMillis between two successive reads
 * @param clientCertificate id of the certificate shown to the upstream
 * @param tlsVerify empty: as the node's settings say
 * @param caCertificates ids
 */
public record ServiceConfig(
        int index,
        String id,
        Optional<String> name,
        Protocol protocol,
        String host,
        int port,
        String path,
        int retries,
        int connectTimeoutMillis,
        int writeTimeoutMillis,
        int readTimeoutMillis,
        Optional<String> clientCertificate,
        Optional<Boolean> tlsVerify,
        Optional<Integer> tlsVerifyDepth,
        List<String> caCertificates,
        EntityDocument source)
        implements Service {

    @Override
    public ObjectNode document() {
        return source.apiForm();
    }

    @Override
    public String toString() {
        return name.map(text -> "service " + text).orElse("service " + id);
    }
}
