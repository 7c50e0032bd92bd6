package io.gatehouse.cluster.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the database says about a statement that failed.
 *
 * @param state SQLSTATE; empty text when the failure has none
 * @param table the table that a violated constraint stands on: for foreign keys the referring one
 * @param constraint name of the violated constraint
 * @param cause the failure as it was caught
 */
public record DatabaseFailure(String state, Optional<String> table, Optional<String> constraint, Throwable cause) {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String RESTRICT_VIOLATION = "23001";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final Set<String> CONNECTION_ENDED = Set.of("08003", "08006", "57P01", "57P02");

    /** Finds the database's report in the causes of an exception. */
    public static DatabaseFailure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException report) {
                Optional<ServerErrorMessage> message = Optional.ofNullable(report.getServerErrorMessage());
                return new DatabaseFailure(
                        state(report),
                        message.map(ServerErrorMessage::getTable),
                        message.map(ServerErrorMessage::getConstraint),
                        thrown);
            }
            if (cause instanceof SQLException report) {
                return new DatabaseFailure(state(report), Optional.empty(), Optional.empty(), thrown);
            }
        }
        return new DatabaseFailure("", Optional.empty(), Optional.empty(), thrown);
    }

    public boolean uniqueViolation() {
        return state.equals(UNIQUE_VIOLATION);
    }

    /** PostgreSQL 18 reports a row that RESTRICT protects with a state of its own. */
    public boolean foreignKeyViolation() {
        return state.equals(FOREIGN_KEY_VIOLATION) || state.equals(RESTRICT_VIOLATION);
    }

    /**
     * Whether the same transaction may succeed when it is run again: it lost against a parallel one, or its connection had
     * ended, which the pool only learns from this failure. A connection that could not be made is no reason.
     */
    public boolean retryable() {
        return state.equals(SERIALIZATION_FAILURE)
                || state.equals(DEADLOCK_DETECTED)
                || CONNECTION_ENDED.contains(state);
    }

    /** The failure for callers that cannot do anything about it. */
    public StoreException asStoreException() {
        return new StoreException(
                "The database refused a statement (SQLSTATE " + (state.isEmpty() ? "unknown" : state) + ")",
                cause,
                retryable());
    }

    private static String state(SQLException report) {
        return Optional.ofNullable(report.getSQLState()).orElse("");
    }
}
