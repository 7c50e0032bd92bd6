package io.gatehouse.cluster.store.table;

import java.time.Instant;

/** A row that can have an end; once it is reached, no reader sees the row any more. */
public interface ExpiringRow {

    /** The column with the moment of expiry. */
    String COLUMN = "expires_at";

    /** The moment of expiry, or null for never. */
    Instant expiresAt();

    /** Sets the moment of expiry; null for never. */
    void expireAt(Instant moment);
}
