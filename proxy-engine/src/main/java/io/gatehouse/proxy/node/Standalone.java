package io.gatehouse.proxy.node;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.Node;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.activation.ConfigurationKeeper;
import io.gatehouse.proxy.activation.DeclaredConfiguration;
import io.gatehouse.proxy.admin.AdminApi;
import io.gatehouse.proxy.admin.AdminServer;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.config.ConfigException;
import io.gatehouse.proxy.status.StatusRoutes;
import io.gatehouse.proxy.thread.BackgroundThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node on its own has in place of a link to a control plane: an Admin API that takes whole configurations, and a
 * declarative file that is read again when asked for. One thread applies both, in the order in which they come.
 */
final class Standalone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
    /** Configurations that may wait, each with a body as large as the settings let it be. */
    private static final int WAITING = 4;

    private static final int REST_SECONDS = 5;
    private static final int END_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, BackgroundThreads.named("configuration"));
    private final DeclaredConfiguration declared;
    private final AdminServer server;
    private List<InetSocketAddress> addresses = List.of();

    private Standalone(
            Settings settings,
            EntityCatalog catalog,
            Node node,
            ActiveConfiguration active,
            Optional<ConfigCache> cache,
            StatusRoutes status,
            Balancers balancers)
            throws IOException {
        this.declared = new DeclaredConfiguration(active, new ConfigurationKeeper(cache, Clock.systemUTC()));
        this.server = new AdminServer(
                new AdminApi(settings, catalog, node, active, declared, status, balancers, this::apply));
        thread.scheduleWithFixedDelay(declared::rest, REST_SECONDS, REST_SECONDS, TimeUnit.SECONDS);
    }

    private void apply(Runnable work) {
        if (thread.getQueue().size() > WAITING) {
            throw new RejectedExecutionException(WAITING + " configurations are waiting already");
        }
        thread.execute(work);
    }

    /**
     * Opens the Admin API.
     *
     * @throws IOException when its log or its certificates cannot be used
     */
    static Standalone start(
            Settings settings,
            EntityCatalog catalog,
            Node node,
            ActiveConfiguration active,
            Optional<ConfigCache> cache,
            StatusRoutes status,
            Balancers balancers)
            throws IOException {
        Standalone started = new Standalone(settings, catalog, node, active, cache, status, balancers);
        try {
            started.addresses = new AdminListeners(settings, started.server).open();
            return started;
        } catch (IOException | RuntimeException failure) {
            started.close();
            throw failure;
        }
    }

    /** The bound addresses of {@code admin_listen}, in its order. */
    List<InetSocketAddress> addresses() {
        return addresses;
    }

    /**
     * Applies a declarative file, after what is being applied already. Blocks until it serves.
     *
     * @throws StartException when it cannot be read or served; everything stays as it was
     */
    void redeclare(DeclaredFile file) {
        try {
            thread.submit(() -> apply(file)).get();
            LOG.info("declarative config loaded again from {}", file.source());
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof StartException refused
                    ? refused
                    : new StartException(file.source() + ": " + failure.getCause(), failure.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted before " + file.source() + " was applied", e);
        }
    }

    private void apply(DeclaredFile file) {
        String text = file.text();
        try {
            declared.apply(text);
        } catch (EntityException | ConfigException refused) {
            throw file.refused(refused);
        }
    }

    @Override
    public void close() {
        server.close();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.shutdown();
        try {
            // a cache must not be closed under a write
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("stopping: a configuration is still being applied");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
