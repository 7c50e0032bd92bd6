package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A consumer. */
@Entity
@Table(name = "consumer")
public class ConsumerRow extends UpdatedRow {

    @Column(name = "username")
    String username;

    @Column(name = "custom_id")
    String customId;
}
