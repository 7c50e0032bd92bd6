package io.gatehouse.cluster.store;

import java.util.Optional;

/**
 * What the database knows of the configuration that data planes receive, read consistently at one revision.
 *
 * <p>Every method blocks on the database. Implementations are safe for use by many threads. A database that cannot be
 * reached is reported as {@link StoreException}.
 */
public interface ConfigurationStore {

    /** Reads every exported row in one {@code REPEATABLE READ READ ONLY} transaction. */
    StoredConfiguration readAll();

    /**
     * Reads what is different now from the configuration at {@code sinceRevision}.
     *
     * @return empty when the change log does not reach back that far, or when the revision lies in the future (a
     *     database restored from a backup): the reader then needs {@link #readAll()}
     */
    Optional<StoredChanges> readChanges(long sinceRevision);

    /** The number of the last committed configuration change; 0 in a new database. */
    long revision();
}
