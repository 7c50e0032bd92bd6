package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An API key of a consumer. */
@Entity
@Table(name = "keyauth_credential")
public class KeyauthCredentialRow extends TaggedRow implements ExpiringRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Column(name = "key")
    String key;

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
