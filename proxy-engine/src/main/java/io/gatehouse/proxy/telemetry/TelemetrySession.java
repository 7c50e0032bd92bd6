package io.gatehouse.proxy.telemetry;

import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Hello;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.UUID;

/** One connection to the control plane. What happens on it is told to its owner, from threads of the client. */
final class TelemetrySession extends Endpoint {

    /** Told of what happens. Must not block. */
    interface Owner {

        void received(TelemetrySession session, TelemetryMessage message);

        /** @param refused true when the control plane does not understand what it was sent last */
        void ended(TelemetrySession session, String reason, boolean refused);
    }

    private static final int TIMEOUT_MILLIS = 30_000;

    private final UUID stream;
    private final Owner owner;
    private volatile Session session;

    TelemetrySession(UUID stream, Owner owner) {
        this.stream = stream;
        this.owner = owner;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        opened.getAsyncRemote().setSendTimeout(TIMEOUT_MILLIS);
        opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::take);
        send(new Hello(TelemetryMessage.FORMAT, stream));
    }

    private void take(String text) {
        try {
            owner.received(this, TelemetryMessage.parse(text));
        } catch (LinkException foreign) {
            end("the control plane answers in another language: " + foreign.getMessage());
        }
    }

    /** Starts to send a message; a failure ends the session. */
    void send(TelemetryMessage message) {
        session.getAsyncRemote().sendText(message.encode(), result -> {
            if (!result.isOK()) {
                end(String.valueOf(result.getException().getMessage()));
            }
        });
    }

    /** Closes the connection, as far as there is one. */
    void end(String reason) {
        owner.ended(this, reason, false);
        close();
    }

    /** Says goodbye. */
    void close() {
        Session open = session;
        if (open != null && open.isOpen()) {
            try {
                open.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
            } catch (IOException | IllegalStateException gone) {
                // the other end was faster
                return;
            }
        }
    }

    @Override
    public void onError(Session failed, Throwable cause) {
        end(String.valueOf(cause.getMessage()));
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        String words = reason.getReasonPhrase();
        owner.ended(
                this,
                "closed by the control plane with code " + reason.getCloseCode().getCode()
                        + (words == null || words.isEmpty() ? "" : ": " + words),
                reason.getCloseCode() == CloseCodes.CANNOT_ACCEPT || reason.getCloseCode() == CloseCodes.TOO_BIG);
    }
}
