package io.gatehouse.telemetry;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.telemetry.TelemetryMessage.Hello;
import io.gatehouse.telemetry.TelemetryMessage.Records;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the telemetry of one data plane: greets it, acknowledges each batch, and counts. The counts go to the log once a minute and
 * when the data plane leaves. {@link TelemetryGate} has let it in before.
 *
 * <p>One object per connection; the container calls it from one thread at a time.
 */
@ServerEndpoint("/telemetry")
public class TelemetryEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryEndpoint.class);

    private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;
    private static final long REPORT_NANOS = Duration.ofMinutes(1).toNanos();

    private String node = "unknown";
    private boolean greeted;
    private long records;
    private long dropped;
    private long reportedAt = System.nanoTime();

    @OnOpen
    public void open(Session session) {
        node = session.getRequestParameterMap()
                .getOrDefault(LinkProtocol.NODE_ID, List.of(node))
                .get(0)
                .replaceAll("\\p{Cntrl}", "?");
        // a data plane without traffic sends empty batches; one that says nothing at all is gone
        session.setMaxIdleTimeout(LinkProtocol.PATIENCE.toMillis());
        LOG.info("telemetry link of data plane {} is open", node);
    }

    /** @return the answer to the data plane */
    @OnMessage(maxMessageSize = LARGEST_MESSAGE)
    public String receive(String text) {
        TelemetryMessage message = TelemetryMessage.parse(text);
        if (message instanceof Hello hello) {
            return greet(hello);
        }
        if (!greeted) {
            throw new TelemetryException("the first message must be of type hello");
        }
        return count((Records) message);
    }

    private String greet(Hello hello) {
        if (hello.format() != TelemetryMessage.FORMAT) {
            throw new TelemetryException(
                    "format " + hello.format() + " is not known here; use format " + TelemetryMessage.FORMAT);
        }
        greeted = true;
        return "{\"type\":\"welcome\",\"format\":" + TelemetryMessage.FORMAT + "}";
    }

    private String count(Records batch) {
        records += batch.count();
        dropped += batch.dropped();
        if (System.nanoTime() - reportedAt >= REPORT_NANOS) {
            reportedAt = System.nanoTime();
            LOG.info("telemetry of data plane {}: {} records, {} dropped there", node, records, dropped);
        }
        return "{\"type\":\"received\",\"records\":" + batch.count() + "}";
    }

    @OnError
    public void fail(Session session, Throwable failure) throws IOException {
        CloseCode code =
                failure instanceof TelemetryException ? CloseCodes.CANNOT_ACCEPT : CloseCodes.UNEXPECTED_CONDITION;
        if (session.isOpen()) {
            LOG.warn("telemetry link of data plane {} fails: {}", node, failure.toString());
            session.close(new CloseReason(code, failure instanceof TelemetryException ? failure.getMessage() : ""));
        }
    }

    @OnClose
    public void close(CloseReason reason) {
        LOG.info(
                "telemetry link of data plane {} is closed ({}): {} records, {} dropped there",
                node,
                reason.getCloseCode().getCode(),
                records,
                dropped);
    }
}
