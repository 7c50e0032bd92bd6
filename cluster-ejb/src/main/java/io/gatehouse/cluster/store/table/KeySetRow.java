package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Keys that belong together. */
@Entity
@Table(name = "key_set")
public class KeySetRow extends UpdatedRow {

    @Column(name = "name")
    String name;
}
