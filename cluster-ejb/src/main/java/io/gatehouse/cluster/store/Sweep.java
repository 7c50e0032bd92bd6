package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.mapping.TableMappings;
import io.gatehouse.model.entity.EntityCatalog;
import java.util.List;

/** Removes what time has made useless. Control planes may sweep at the same time. */
final class Sweep {

    private static final int BATCH = 1_000;

    /** How many revisions the change log keeps whatever their age. */
    static final int KEPT_REVISIONS = 1_000;

    /** How many revisions it keeps at most for a data plane that lags behind; one further back gets everything anew. */
    static final int MOST_KEPT_REVISIONS = 100_000;

    private final Transactions transactions;
    private final List<String> expiringTables;

    Sweep(Transactions transactions, EntityCatalog catalog) {
        this.transactions = transactions;
        this.expiringTables = new TableMappings(catalog)
                .all().stream()
                        .filter(TableMapping::expires)
                        .map(TableMapping::table)
                        .toList();
    }

    /** Deletes expired rows; the change log tells data planes. Returns their number. */
    int expiredRows() {
        int deleted = 0;
        for (String table : expiringTables) {
            deleted += inBatches(table);
        }
        return deleted + inBatches("cluster_event");
    }

    private int inBatches(String table) {
        int deleted = 0;
        int batch;
        do {
            batch = transactions.write(
                    entities -> new SqlStatement("DELETE FROM " + table + " WHERE id IN (SELECT id FROM " + table
                                    + " WHERE expires_at <= now() ORDER BY expires_at LIMIT ")
                            .value(BATCH, "integer")
                            .add(" FOR UPDATE SKIP LOCKED)")
                            .execute(entities));
            deleted += batch;
        } while (batch == BATCH);
        return deleted;
    }

    /**
     * Shortens the change log: what is older than an hour goes, but for the last {@value #KEPT_REVISIONS} revisions and what
     * the slowest data plane that reports its revision still needs. What stays has no gaps. Returns the number of entries
     * deleted.
     */
    int changeLog() {
        return transactions.write(
                entities -> new SqlStatement("DELETE FROM config_change WHERE revision <= (SELECT least("
                                + "coalesce((SELECT max(revision) FROM config_change WHERE at < now() - interval '1 hour'), 0),"
                                + " value - " + KEPT_REVISIONS + ","
                                + " greatest(coalesce((SELECT min(revision) FROM data_plane WHERE expires_at > now()), value),"
                                + " value - " + MOST_KEPT_REVISIONS + ")) FROM config_revision)")
                        .execute(entities));
    }
}
