package io.gatehouse.cluster.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A data plane as its opening handshake shows it.
 *
 * @param id {@code node_id} of the query: normally a UUID, but any text is served
 * @param hostname {@code node_hostname} of the query
 * @param version {@code node_version} of the query, unchecked
 * @param ip peer address of the TCP connection
 * @param certificateExpiry notAfter of the certificate it presented
 */
public record DataPlaneNode(
        String id, Optional<String> hostname, String version, String ip, Optional<Instant> certificateExpiry) {

    /** How log lines name it: {@code [id: …, host: …, ip: …, version: …]}. */
    public String label() {
        return " [id: " + printable(id) + ", host: " + printable(hostname.orElse("unknown")) + ", ip: " + ip
                + ", version: " + printable(version) + "]";
    }

    /** The peer chose these texts: line breaks in them must not forge log lines, and their length must not flood the log. */
    private static String printable(String text) {
        String bounded = text.length() > 128 ? text.substring(0, 128) + "…" : text;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }
}
