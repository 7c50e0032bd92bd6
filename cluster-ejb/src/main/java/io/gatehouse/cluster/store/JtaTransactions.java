package io.gatehouse.cluster.store;

import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.util.function.Function;

/** Transactions of the container. */
@Stateless
@Local(Transactions.class)
public class JtaTransactions implements Transactions {

    @Resource
    private SessionContext context;

    @PersistenceContext(unitName = "gatehouse")
    private EntityManager entities;

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T> T write(Function<EntityManager, T> work) {
        try {
            return run(work);
        } catch (RuntimeException e) {
            context.setRollbackOnly();
            throw e;
        }
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <T> T read(Function<EntityManager, T> work) {
        try {
            return run(work);
        } catch (StoreException e) {
            if (!e.retryable()) {
                throw e;
            }
            // the pool has dropped the connection that had ended
            return run(work);
        }
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T> T snapshot(Function<EntityManager, T> work) {
        return run(manager -> {
            Snapshots.begin(manager);
            return work.apply(manager);
        });
    }

    private <T> T run(Function<EntityManager, T> work) {
        try {
            return work.apply(entities);
        } catch (PersistenceException e) {
            throw DatabaseFailure.of(e).asStoreException();
        }
    }
}
