package io.gatehouse.cluster.store;

import io.gatehouse.model.error.EntityException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** The product's persistence unit without a container: transactions of the connection instead of the application server. */
public final class LocalTransactions implements Transactions, AutoCloseable {

    private final EntityManagerFactory factory;

    public LocalTransactions(DataSource database) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        settings.put("jakarta.persistence.jtaDataSource", "");
        settings.put("jakarta.persistence.nonJtaDataSource", database);
        factory = Persistence.createEntityManagerFactory("gatehouse", settings);
    }

    @Override
    public <T> T write(Function<EntityManager, T> work) {
        return inTransaction(manager -> {}, work);
    }

    @Override
    public <T> T read(Function<EntityManager, T> work) {
        try (EntityManager manager = factory.createEntityManager()) {
            return work.apply(manager);
        } catch (PersistenceException e) {
            throw DatabaseFailure.of(e).asStoreException();
        }
    }

    @Override
    public <T> T snapshot(Function<EntityManager, T> work) {
        return inTransaction(Snapshots::begin, work);
    }

    private <T> T inTransaction(Consumer<EntityManager> begin, Function<EntityManager, T> work) {
        try (EntityManager manager = factory.createEntityManager()) {
            manager.getTransaction().begin();
            try {
                begin.accept(manager);
                T result = work.apply(manager);
                manager.getTransaction().commit();
                return result;
            } catch (EntityException | StoreException e) {
                manager.getTransaction().rollback();
                throw e;
            } catch (PersistenceException e) {
                if (manager.getTransaction().isActive()) {
                    manager.getTransaction().rollback();
                }
                throw DatabaseFailure.of(e).asStoreException();
            } catch (RuntimeException e) {
                manager.getTransaction().rollback();
                throw e;
            }
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
