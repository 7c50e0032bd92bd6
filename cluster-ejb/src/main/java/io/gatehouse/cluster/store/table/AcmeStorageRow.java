package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** What certificate issuing has to remember. */
@Entity
@Table(name = "acme_storage")
public class AcmeStorageRow extends Row implements ExpiringRow {

    @Column(name = "key")
    String key;

    @Column(name = "value")
    String value;

    @Column(name = COLUMN)
    Instant expiresAt;

    @Override
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public void expireAt(Instant moment) {
        expiresAt = moment;
    }
}
