package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A trusted CA certificate. */
@Entity
@Table(name = "ca_certificate")
public class CaCertificateRow extends UpdatedRow {

    @Column(name = "cert")
    String cert;

    @Column(name = "cert_digest")
    String certDigest;
}
