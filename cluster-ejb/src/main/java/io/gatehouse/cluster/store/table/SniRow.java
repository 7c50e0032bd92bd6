package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** A server name with the certificate that is shown for it. */
@Entity
@Table(name = "sni")
public class SniRow extends UpdatedRow {

    @Column(name = "name")
    String name;

    @Convert(converter = UuidConverter.class)
    @Column(name = "certificate_id")
    UUID certificateId;
}
