package io.gatehouse.telemetry;

import io.gatehouse.cluster.telemetry.TelemetryIntake;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Hello;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Welcome;
import jakarta.enterprise.inject.spi.CDI;
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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the telemetry of one data plane: greets it, and hands its batches on. A batch is answered when it is stored. {@link TelemetryGate}
 * has let the data plane in before.
 *
 * <p>One object per connection; the container calls it from one thread at a time.
 */
@ServerEndpoint("/telemetry")
public class TelemetryEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryEndpoint.class);

    private static final int LONGEST_NAME = 36;
    private static final int SEND_TIMEOUT_MILLIS = 30_000;

    private final TelemetryIntake intake;
    private final AdmittedPeers peers;
    private Optional<AdmittedPeers.Watch> watch = Optional.empty();
    private String node = "unknown";
    private Optional<UUID> stream = Optional.empty();

    /** For the container, which does not inject into endpoints, for they are no beans. */
    public TelemetryEndpoint() {
        this(
                CDI.current().select(TelemetryIntake.class).get(),
                CDI.current().select(AdmittedPeers.class).get());
    }

    TelemetryEndpoint(TelemetryIntake intake, AdmittedPeers peers) {
        this.intake = intake;
        this.peers = peers;
    }

    @OnOpen
    public void open(Session session) {
        String id = session.getRequestParameterMap()
                .getOrDefault(LinkProtocol.NODE_ID, List.of(node))
                .get(0)
                .replaceAll("\\p{Cntrl}", "?");
        node = id.length() > LONGEST_NAME ? id.substring(0, LONGEST_NAME) : id;
        // a data plane without traffic sends empty batches; one that says nothing at all is gone
        session.setMaxIdleTimeout(LinkProtocol.PATIENCE.toMillis());
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
        if (session.getUserPrincipal() instanceof AdmittedDataPlane dataPlane) {
            watch = Optional.of(peers.add(
                    " " + node + " [telemetry]", dataPlane.chain(), dataPlane.admitted(), () -> end(session)));
        } else {
            LOG.warn("the admission of data plane {} is not looked at again before its telemetry link ends", node);
        }
        LOG.info("telemetry link of data plane {} is open", node);
    }

    /** It would not be let in any more. */
    private void end(Session session) {
        try {
            session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, "not admitted any more"));
        } catch (IOException gone) {
            LOG.debug("data plane {} is gone already", node, gone);
        }
    }

    @OnMessage(maxMessageSize = TelemetryMessage.LARGEST)
    public void receive(String text, Session session) throws IOException {
        if (text.length() > TelemetryMessage.LARGEST) {
            // not every container keeps to maxMessageSize
            session.close(new CloseReason(CloseCodes.TOO_BIG, "at most " + TelemetryMessage.LARGEST + " bytes"));
            return;
        }
        TelemetryMessage message = TelemetryMessage.parse(text);
        if (message instanceof Hello hello) {
            greet(hello, session);
        } else if (!(message instanceof Batch batch)) {
            throw new LinkException("only hello and batch are sent to a control plane");
        } else {
            UUID named = stream.orElseThrow(() -> new LinkException("the first message must be of type hello"));
            intake.submit(named, batch, answer -> send(session, answer));
        }
    }

    /** Nothing in the format is binary. */
    @OnMessage(maxMessageSize = TelemetryMessage.LARGEST)
    public void refuse(ByteBuffer bytes) {
        throw new LinkException("messages are text");
    }

    private void greet(Hello hello, Session session) throws IOException {
        if (hello.format() != TelemetryMessage.FORMAT) {
            throw new LinkException(
                    "format " + hello.format() + " is not known here; use format " + TelemetryMessage.FORMAT);
        }
        if (stream.isPresent()) {
            throw new LinkException("a second hello; a data plane says it once");
        }
        stream = Optional.of(hello.stream());
        session.getBasicRemote().sendText(new Welcome(TelemetryMessage.FORMAT).encode());
    }

    /** Starts to send. A data plane that went away in the meantime sends its batch again over another connection. */
    private void send(Session session, TelemetryMessage answer) {
        if (!session.isOpen()) {
            return;
        }
        try {
            session.getAsyncRemote().sendText(answer.encode(), result -> {
                if (!result.isOK()) {
                    LOG.debug("data plane {} cannot be answered", node, result.getException());
                }
            });
        } catch (RuntimeException gone) {
            LOG.debug("data plane {} cannot be answered", node, gone);
        }
    }

    @OnError
    public void fail(Session session, Throwable failure) throws IOException {
        boolean foreign = failure instanceof LinkException;
        CloseCode code = foreign ? CloseCodes.CANNOT_ACCEPT : CloseCodes.UNEXPECTED_CONDITION;
        if (session.isOpen()) {
            LOG.warn(
                    "telemetry link of data plane {} fails: {}",
                    node,
                    foreign ? failure.getMessage() : failure.toString());
            session.close(new CloseReason(code, foreign ? failure.getMessage() : ""));
        }
    }

    @OnClose
    public void close(CloseReason reason) {
        watch.ifPresent(AdmittedPeers.Watch::stop);
        LOG.info(
                "telemetry link of data plane {} is closed ({})",
                node,
                reason.getCloseCode().getCode());
    }
}
