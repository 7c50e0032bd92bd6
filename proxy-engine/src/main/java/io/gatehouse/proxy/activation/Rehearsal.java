package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.proxy.cache.Position;
import io.gatehouse.proxy.thread.BackgroundThreads;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes configurations on a stage apart, as declarative files, as a control plane's tables and as changes, until the JVM has compiled what
 * that needs. Else the first changes of a node's life are slow, and the compilers work while requests wait. Once for each JVM, on a thread
 * that runs when others do not.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final AtomicBoolean DONE = new AtomicBoolean();
    private static final int ROUNDS = 40;
    private static final int ROUTES = 150;
    private static final long SOME_SECOND = 1_700_000_000;
    private static final String HASH = "0123456789abcdef0123456789abcdef";

    private final ActiveConfiguration stage;
    private final boolean expressions;
    private final Thread thread = BackgroundThreads.named("rehearsal").newThread(() -> rehearse(ROUNDS));

    Rehearsal(ActiveConfiguration stage, RouterFlavor flavor) {
        this.stage = stage;
        this.expressions = flavor == RouterFlavor.EXPRESSIONS;
    }

    /**
     * Begins, unless an earlier node of this JVM has.
     *
     * @param stage a configuration that serves nobody
     */
    public static Rehearsal start(ActiveConfiguration stage, RouterFlavor flavor) {
        Rehearsal rehearsal = new Rehearsal(stage, flavor);
        if (DONE.compareAndSet(false, true)) {
            rehearsal.thread.start();
        }
        return rehearsal;
    }

    void rehearse(int rounds) {
        long start = System.nanoTime();
        for (int round = 0; round < rounds && !Thread.currentThread().isInterrupted(); round++) {
            stage.declare(DeclarativeConfig.document(document(round)), HASH);
            ObjectNode table = stage.table().toDocument();
            stage.receive(table, HASH, Position.UNKNOWN);
            ObjectNode route = stage.table().rows("routes").get(round % ROUTES).deepCopy();
            route.put("updated_at", SOME_SECOND + round);
            stage.change(List.of(Change.upsert("routes", route)), Position.UNKNOWN);
        }
        LOG.debug("rehearsed configurations for {} ms", (System.nanoTime() - start) / 1_000_000);
    }

    /** Much of it differs from round to round. */
    private String document(int round) {
        StringBuilder json = new StringBuilder(ROUTES * 120).append("{\"_format_version\":\"3.0\",\"services\":[");
        for (int i = 0; i < ROUTES; i++) {
            int number = i % 2 == 0 ? i : i + ROUTES * round;
            json.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"s")
                    .append(number)
                    .append("\",\"host\":\"127.0.0.1\",\"port\":9,\"routes\":[{\"name\":\"r")
                    .append(number)
                    .append("\",")
                    .append(
                            expressions
                                    ? "\"expression\":\"http.path ^= \\\"/p"
                                    : "\"hosts\":[\"h.test\"],\"paths\":[\"/p")
                    .append(number)
                    .append(expressions ? "\\\"\"" : "\"]")
                    .append("}]}");
        }
        return json.append("]}").toString();
    }

    /** Ends it; what has been compiled stays. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
