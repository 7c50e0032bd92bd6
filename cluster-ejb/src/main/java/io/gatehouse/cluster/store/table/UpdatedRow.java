package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** A tagged entity that remembers its last change. */
@MappedSuperclass
public abstract class UpdatedRow extends TaggedRow {

    @Column(name = "updated_at")
    Instant updatedAt;
}
