package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** A group that a consumer is in. */
@Entity
@Table(name = "acl")
public class AclRow extends TaggedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Column(name = "\"group\"")
    String group;
}
