package io.gatehouse.cluster.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement in PostgreSQL's own SQL, built part by part, with every value as a parameter. It runs in the transaction of
 * the entity manager. Not thread-safe.
 */
public final class SqlStatement {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    public SqlStatement(String sql) {
        text.append(sql);
    }

    /** Appends SQL. */
    public SqlStatement add(String sql) {
        text.append(sql);
        return this;
    }

    /**
     * Appends a value.
     *
     * @param value anything whose text SQL can cast to {@code type}, or null
     * @param type the SQL type
     */
    public SqlStatement value(Object value, String type) {
        values.add(value == null ? null : value.toString());
        text.append("CAST(?").append(values.size()).append(" AS ").append(type).append(')');
        return this;
    }

    /** Runs a statement that returns complete rows of a table; they become managed entities, read afresh. */
    public <R> List<R> rows(EntityManager entities, Class<R> rowClass) {
        Query query = bind(entities.createNativeQuery(text.toString(), rowClass));
        query.setHint("eclipselink.refresh", true);
        return query.getResultList().stream().map(rowClass::cast).toList();
    }

    /** Runs a statement that returns one column. */
    public List<?> values(EntityManager entities) {
        return bind(entities.createNativeQuery(text.toString())).getResultList();
    }

    /** Runs a statement that returns several columns. */
    public List<Object[]> tuples(EntityManager entities) {
        List<Object[]> tuples = new ArrayList<>();
        for (Object tuple : bind(entities.createNativeQuery(text.toString())).getResultList()) {
            tuples.add((Object[]) tuple);
        }
        return tuples;
    }

    /** Runs a statement that changes rows and answers how many. */
    public int execute(EntityManager entities) {
        return bind(entities.createNativeQuery(text.toString())).executeUpdate();
    }

    private Query bind(Query query) {
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }
}
