package io.gatehouse.proxy.telemetry;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Route;
import io.gatehouse.plugin.Service;
import io.gatehouse.proxy.exchange.AccessRecorder;
import io.gatehouse.proxy.exchange.HttpExchange;

/** Notes the requests of one event loop and hands them to the ring in chunks. Confined to the loop; allocates nothing. */
public final class LoopRecorder implements AccessRecorder {
    private static final int CHUNK = 256;
    private static final int MILLIS_PER_MINUTE = 60_000;

    private final RecordRing ring;
    private final Records chunk = new Records(CHUNK);
    private int count;

    public LoopRecorder(RecordRing ring) {
        this.ring = ring;
    }

    @Override
    public void record(HttpExchange exchange) {
        note(
                exchange.startedAtMillis(),
                exchange.forPlugins().service().map(Service::id).orElse(null),
                exchange.forPlugins().route().map(Route::id).orElse(null),
                exchange.forPlugins().consumer().map(Consumer::id).orElse(null),
                exchange.response().status(),
                exchange.totalMillis());
    }

    /**
     * Notes a request.
     *
     * @param startedAt milliseconds since 1970
     * @param service id, or {@code null} for none, as for the next two
     * @param duration milliseconds
     */
    public void note(long startedAt, String service, String route, String consumer, int status, long duration) {
        int statusClass = Math.min(Math.max(status / 100, 1), 5);
        chunk.set(count, (int) (startedAt / MILLIS_PER_MINUTE), service, route, consumer, statusClass, (int)
                Math.min(duration, Integer.MAX_VALUE));
        count++;
        if (count == CHUNK) {
            handOver();
        }
    }

    /** Gives the ring what was noted since the last time. */
    void handOver() {
        if (count > 0) {
            ring.append(chunk, count);
            count = 0;
        }
    }
}
