package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;

/** What every entity has. */
@MappedSuperclass
public abstract class Row {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "created_at")
    Instant createdAt;

    public UUID id() {
        return id;
    }
}
