package io.gatehouse.proxy.link.rpc;

import io.gatehouse.model.link.rpc.RpcError;
import io.gatehouse.model.link.rpc.RpcPeer;
import io.gatehouse.model.link.rpc.RpcProtocol;
import io.gatehouse.model.link.rpc.SyncAnswer;
import io.gatehouse.model.link.rpc.SyncVersion;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node to the newest version: asks for what is new and applies it until nothing is. The last question also tells
 * the control plane how far this node is. One run at a time; what is asked for during a run is done by one more.
 *
 * <p>Thread-safe, nothing blocks: answers are applied on the thread that is given.
 */
final class SyncLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);

    /** A control plane that has something new each time must not keep this node busy for ever. */
    private static final int MAX_ROUNDS = 64;

    private final RpcPeer peer;
    private final SyncReceiver receiver;
    private final Executor applier;
    private final AtomicInteger wanted = new AtomicInteger();

    SyncLoop(RpcPeer peer, SyncReceiver receiver, Executor applier) {
        this.peer = peer;
        this.receiver = receiver;
        this.applier = applier;
    }

    /** There may be something new. */
    void run() {
        if (wanted.getAndIncrement() == 0) {
            onApplier(() -> ask(1));
        }
    }

    private void ask(int round) {
        wanted.set(1);
        peer.call(RpcProtocol.GET_DELTA, SyncVersion.current(receiver.version()), RpcProtocol.SYNC_INTERVAL)
                .whenComplete((result, failure) -> {
                    if (failure != null) {
                        LOG.warn("unable to ask the control plane for what is new: {}", reason(failure));
                        end();
                    } else {
                        onApplier(() -> take(SyncAnswer.of(result), round));
                    }
                });
    }

    private void take(SyncAnswer answer, int round) {
        if (answer.deltas().isEmpty()) {
            receiver.rest();
            end();
        } else if (!receiver.apply(answer) || round == MAX_ROUNDS) {
            end();
        } else {
            ask(round + 1);
        }
    }

    private void end() {
        if (wanted.getAndSet(0) > 1) {
            run();
        }
    }

    private void onApplier(Runnable step) {
        try {
            applier.execute(() -> {
                try {
                    step.run();
                } catch (RpcError unusable) {
                    LOG.error("unusable answer of the control plane: {}", unusable.getMessage());
                    end();
                } catch (RuntimeException defect) {
                    LOG.error(
                            "what the control plane sent cannot be applied; it is asked again with its next change",
                            defect);
                    end();
                }
            });
        } catch (RejectedExecutionException stopping) {
            LOG.debug("shutting down, nothing is applied any more");
        }
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
