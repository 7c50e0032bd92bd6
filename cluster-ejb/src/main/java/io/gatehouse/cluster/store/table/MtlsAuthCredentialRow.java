package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** The name in certificates of a consumer. */
@Entity
@Table(name = "mtls_auth_credential")
public class MtlsAuthCredentialRow extends TaggedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Column(name = "subject_name")
    String subjectName;

    @Convert(converter = UuidConverter.class)
    @Column(name = "ca_certificate_id")
    UUID caCertificateId;
}
