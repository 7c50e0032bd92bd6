package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A certificate with its key, and perhaps a second pair of another kind. Its server names are rows of {@link SniRow}. */
@Entity
@Table(name = "certificate")
public class CertificateRow extends UpdatedRow {

    @Column(name = "cert")
    String cert;

    @Column(name = "key")
    String key;

    @Column(name = "cert_alt")
    String certAlt;

    @Column(name = "key_alt")
    String keyAlt;
}
