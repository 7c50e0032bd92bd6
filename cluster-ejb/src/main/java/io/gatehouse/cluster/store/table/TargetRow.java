package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** An address of an upstream. */
@Entity
@Table(name = "target")
public class TargetRow extends UpdatedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "upstream_id")
    UUID upstreamId;

    @Column(name = "target")
    String target;

    @Column(name = "weight")
    Integer weight;
}
