package io.gatehouse.cluster.store;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Runs work against the database. The entity manager is valid until the work returns, on the thread that runs it. What
 * the work throws reaches the caller unchanged when it is an {@link io.gatehouse.model.error.EntityException} or a
 * {@link StoreException}; other failures of persistence arrive as {@link StoreException}.
 */
public interface Transactions {

    /** Runs work in a transaction of its own, which is rolled back when the work throws. */
    <T> T write(Function<EntityManager, T> work);

    /** Runs work that reads with single statements, each for itself consistent. */
    <T> T read(Function<EntityManager, T> work);

    /** Runs reading work in one {@code REPEATABLE READ READ ONLY} transaction: all statements see the same moment. */
    <T> T snapshot(Function<EntityManager, T> work);
}
