package io.gatehouse.cluster.store;

import jakarta.persistence.EntityManager;

/** Transactions that see one moment of the database. */
public final class Snapshots {

    private Snapshots() {}

    /** Makes the transaction that has just begun a snapshot; it must not have run a query yet. */
    public static void begin(EntityManager entities) {
        new SqlStatement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(entities);
    }
}
