package io.gatehouse.cluster.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A real data source that can be cut off. */
public final class Outage {

    private final DataSource real;
    private volatile boolean away;

    public Outage(DataSource real) {
        this.real = real;
    }

    public void begin() {
        away = true;
    }

    public void end() {
        away = false;
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                Outage.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away && method.getName().equals("getConnection")) {
                        throw new SQLException("connection refused", "08001");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
