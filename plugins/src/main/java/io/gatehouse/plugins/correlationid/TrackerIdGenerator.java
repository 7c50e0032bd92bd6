package io.gatehouse.plugins.correlationid;

import io.gatehouse.plugin.ClientRequest;
import io.gatehouse.plugin.Exchange;
import java.time.Instant;

/** Tells where and when: server address, port, process, connection, request on the connection, time in seconds. */
final class TrackerIdGenerator implements IdGenerator {
    private static final long PID = ProcessHandle.current().pid();

    @Override
    public String next(Exchange exchange) {
        ClientRequest request = exchange.request();
        String local = request.localAddress();
        int colon = local.lastIndexOf(':');
        long millis = Instant.now().toEpochMilli();
        return local.substring(0, colon) + "-" + local.substring(colon + 1) + "-" + PID + "-"
                + request.connectionSerial() + "-" + request.connectionRequests() + "-" + millis / 1000 + "."
                + String.format("%03d", millis % 1000);
    }
}
