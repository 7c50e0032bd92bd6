package io.gatehouse.cluster.store.table;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** An upstream: a set of targets and how requests are spread over them. */
@Entity
@Table(name = "upstream")
public class UpstreamRow extends UpdatedRow {

    @Column(name = "name")
    String name;

    @Column(name = "algorithm")
    String algorithm;

    @Column(name = "hash_on")
    String hashOn;

    @Column(name = "hash_fallback")
    String hashFallback;

    @Column(name = "hash_on_header")
    String hashOnHeader;

    @Column(name = "hash_fallback_header")
    String hashFallbackHeader;

    @Column(name = "hash_on_cookie")
    String hashOnCookie;

    @Column(name = "hash_on_cookie_path")
    String hashOnCookiePath;

    @Column(name = "hash_on_query_arg")
    String hashOnQueryArg;

    @Column(name = "hash_fallback_query_arg")
    String hashFallbackQueryArg;

    @Column(name = "hash_on_uri_capture")
    String hashOnUriCapture;

    @Column(name = "hash_fallback_uri_capture")
    String hashFallbackUriCapture;

    @Column(name = "slots")
    Integer slots;

    @Basic
    @Convert(converter = JsonConverter.class)
    @Column(name = "healthchecks")
    JsonNode healthchecks;

    @Column(name = "host_header")
    String hostHeader;

    @Column(name = "use_srv_name")
    Boolean useSrvName;

    @Convert(converter = UuidConverter.class)
    @Column(name = "client_certificate_id")
    UUID clientCertificateId;
}
