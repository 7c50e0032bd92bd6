package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** What a client's session cookie stands for. */
@Entity
@Table(name = "session")
public class SessionRow extends Row implements ExpiringRow {

    @Column(name = "session_id")
    String sessionId;

    @Column(name = "expires")
    Long expires;

    @Column(name = "data")
    String data;

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
