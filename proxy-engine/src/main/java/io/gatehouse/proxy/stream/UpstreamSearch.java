package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.balancer.BalancerRequest;
import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.balancer.Selection;
import io.gatehouse.proxy.balancer.TryFailure;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.upstream.ConnectionOpener;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for an upstream that can be reached: asks the balancer, opens, and tries again as often as the service allows.
 * Confined to its event loop.
 */
final class UpstreamSearch {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamSearch.class);

    private final StreamSession session;
    private final ServiceConfig service;
    private final Balancer balancer;
    private final BalancerRequest request;
    private final Seeker seeker;
    private final List<Endpoint> failed = new ArrayList<>(2);
    private int left;
    private boolean over;

    /** Who needs an upstream. */
    interface Seeker {
        /** Opens a way to the endpoint; the answer may come before this returns. */
        void open(ServiceConfig service, Endpoint endpoint, ConnectionOpener.Opening opening);

        /** What was opened last can be used. */
        void found();

        /** There is no upstream, and the log says why. */
        void refused(int status);
    }

    UpstreamSearch(StreamSession session, ServiceConfig service, Seeker seeker) {
        this.session = session;
        this.service = service;
        this.seeker = seeker;
        balancer = session.balancer();
        request = new ClientKey(session.origin().clientText());
        left = service.retries();
    }

    void start() {
        choose();
    }

    /** Nobody waits any more; what is being opened is the seeker's to close. */
    void cancel() {
        over = true;
    }

    private void choose() {
        long start = System.nanoTime();
        chosen(failed.isEmpty() ? balancer.choose(request) : balancer.chooseAgain(request, failed), start);
    }

    private void chosen(Selection selection, long start) {
        if (selection instanceof Endpoint endpoint) {
            SessionTry current = new SessionTry(endpoint, start);
            session.tries().add(current);
            seeker.open(service, endpoint, new Attempt(current));
        } else if (selection instanceof Selection.Pending pending) {
            pending.later()
                    .whenComplete((found, error) -> session.worker().loop().execute(() -> {
                        if (!over) {
                            chosen(found, start);
                        }
                    }));
        } else if (selection instanceof Selection.Refused refused) {
            LOG.warn(
                    "{}: {} (client {})",
                    service,
                    refused.reason(),
                    session.origin().clientText());
            over = true;
            seeker.refused(StreamSession.NO_SERVICE);
        }
    }

    /** Those who throw TLS errors wrap them several times. */
    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private final class Attempt implements ConnectionOpener.Opening {
        private final SessionTry current;

        Attempt(SessionTry current) {
            this.current = current;
        }

        @Override
        public void opened() {
            if (!over) {
                over = true;
                session.connected();
                seeker.found();
            }
        }

        @Override
        public void failed(Throwable cause, boolean timedOut) {
            if (over) {
                return;
            }
            session.tryFailed(timedOut ? TryFailure.TIMEOUT : TryFailure.ERROR);
            boolean again = left > 0;
            LOG.warn(
                    "{}: {} failed: {}{} (client {})",
                    service,
                    current.endpoint,
                    reason(cause),
                    again ? ", trying again" : "",
                    session.origin().clientText());
            if (again) {
                left--;
                failed.add(current.endpoint);
                choose();
            } else {
                over = true;
                seeker.refused(StreamSession.UPSTREAM_FAILED);
            }
        }
    }
}
