package io.gatehouse.cluster.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.node.ThisNode;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.Transactions;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands to all control planes of the database, and hands those of others to their handlers. */
@Singleton
@DependsOn("DatabaseMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClusterEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterEvents.class);

    @EJB
    private Transactions transactions;

    @Inject
    private ThisNode node;

    @Inject
    @Any
    private Instance<ClusterEventHandler> handlers;

    private ClusterEventLog log;
    private boolean outage;

    @PostConstruct
    void open() {
        log = new ClusterEventLog(transactions, node.identity().id());
    }

    /**
     * Tells all other control planes; they act within moments, or when the database answers them again. It holds for an hour.
     *
     * @param channel the kind of command, as its handler names it
     * @throws StoreException when the database does not answer
     */
    public void publish(String channel, ObjectNode data) {
        log.append(channel, data);
    }

    /** Carries out what others have published since the last call. Called in turns, at every notification and now and then. */
    public synchronized void poll() {
        try {
            log.unread().forEach(this::carryOut);
            outage = false;
        } catch (StoreException unreachable) {
            if (!outage) {
                outage = true;
                LOG.warn(
                        "Commands of other control planes wait until the database answers: {}",
                        unreachable.getMessage());
            }
        }
    }

    private void carryOut(ClusterEventLog.Event event) {
        for (ClusterEventHandler handler : handlers) {
            if (handler.channel().equals(event.channel())) {
                try {
                    handler.handle(event.data());
                } catch (RuntimeException e) {
                    LOG.warn(
                            "The command '{}' of another control plane failed: {}", event.channel(), e.getMessage(), e);
                }
                return;
            }
        }
        // a newer control plane may know more commands
        LOG.info("The command '{}' of another control plane is unknown here", event.channel());
    }
}
