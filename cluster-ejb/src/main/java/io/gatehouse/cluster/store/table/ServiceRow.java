package io.gatehouse.cluster.store.table;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** A service: where requests are proxied to. */
@Entity
@Table(name = "service")
public class ServiceRow extends UpdatedRow {

    @Column(name = "name")
    String name;

    @Column(name = "retries")
    Integer retries;

    @Column(name = "protocol")
    String protocol;

    @Column(name = "host")
    String host;

    @Column(name = "port")
    Integer port;

    @Column(name = "path")
    String path;

    @Column(name = "connect_timeout")
    Integer connectTimeout;

    @Column(name = "write_timeout")
    Integer writeTimeout;

    @Column(name = "read_timeout")
    Integer readTimeout;

    @Column(name = "enabled")
    Boolean enabled;

    @Convert(converter = UuidConverter.class)
    @Column(name = "client_certificate_id")
    UUID clientCertificateId;

    @Column(name = "tls_verify")
    Boolean tlsVerify;

    @Column(name = "tls_verify_depth")
    Integer tlsVerifyDepth;

    @Basic
    @Convert(converter = UuidArrayConverter.class)
    @Column(name = "ca_certificates")
    List<UUID> caCertificates;
}
