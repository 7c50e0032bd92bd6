package io.gatehouse.cluster.entity;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Remembers the SQL of the statements that run on a data source. */
final class StatementCounter {

    private final DataSource target;
    private final List<String> statements = new CopyOnWriteArrayList<>();

    StatementCounter(DataSource target) {
        this.target = target;
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                target,
                (result, sql) -> result instanceof Connection connection ? watch(connection) : result);
    }

    /** The statements that the work causes. */
    List<String> during(Supplier<?> work) {
        statements.clear();
        work.get();
        return List.copyOf(statements);
    }

    private Connection watch(Connection connection) {
        return proxy(Connection.class, connection, (result, sql) -> {
            if (result instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, statement, (value, none) -> value, sql);
            }
            return result;
        });
    }

    private interface Wrapping {
        Object wrap(Object result, String sql);
    }

    private <T> T proxy(Class<T> type, T target, Wrapping wrapping) {
        return proxy(type, target, wrapping, null);
    }

    private <T> T proxy(Class<T> type, T target, Wrapping wrapping, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute") && sql != null) {
                statements.add(sql);
            }
            try {
                Object result = method.invoke(target, arguments);
                String text = arguments != null && arguments.length > 0 && arguments[0] instanceof String first
                        ? first
                        : null;
                return wrapping.wrap(result, text);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
