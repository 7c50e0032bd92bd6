package io.gatehouse.plugins.prometheus;

import io.gatehouse.plugin.ClientResponse.Source;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.metrics.Counter;

/** The counters of one route and consumer. Thread-safe: two threads may find the same counter, which is one all the same. */
final class ConsumerSeries {
    private static final int CODES_PER_CLASS = 100;
    private static final int CLASSES = 10;

    private final TrafficFamilies families;
    private final RouteLabels labels;
    private final String consumer;
    private final Counter[][] ofService = new Counter[CLASSES][];
    private final Counter[][] ofGateway = new Counter[CLASSES][];
    private volatile Counter ingress;
    private volatile Counter egress;

    /** @param consumer user name, or empty text */
    ConsumerSeries(TrafficFamilies families, RouteLabels labels, String consumer) {
        this.families = families;
        this.labels = labels;
        this.consumer = consumer;
    }

    String consumer() {
        return consumer;
    }

    void countStatus(LogEntry entry) {
        int status = entry.exchange().response().status();
        boolean proxied = entry.exchange().response().source() == Source.SERVICE;
        requests(status, proxied).add(1);
    }

    private Counter requests(int status, boolean proxied) {
        Counter[][] classes = proxied ? ofService : ofGateway;
        int statusClass = Math.min(status / CODES_PER_CLASS, CLASSES - 1);
        Counter[] codes = classes[statusClass];
        if (codes == null) {
            codes = new Counter[CODES_PER_CLASS];
            classes[statusClass] = codes;
        }
        Counter counter = codes[status % CODES_PER_CLASS];
        if (counter == null) {
            String code = Integer.toString(status);
            counter = families.requests()
                    .with(
                            labels.service(),
                            labels.route(),
                            code,
                            RouteLabels.source(proxied),
                            RouteLabels.WORKSPACE,
                            consumer);
            codes[status % CODES_PER_CLASS] = counter;
        }
        return counter;
    }

    void countBytes(LogEntry entry) {
        if (entry.requestBytes() > 0) {
            if (ingress == null) {
                ingress = labels.bytes(families, "ingress", consumer);
            }
            ingress.add(entry.requestBytes());
        }
        if (entry.responseBytes() > 0) {
            if (egress == null) {
                egress = labels.bytes(families, "egress", consumer);
            }
            egress.add(entry.responseBytes());
        }
    }
}
