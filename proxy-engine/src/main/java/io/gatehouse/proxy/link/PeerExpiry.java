package io.gatehouse.proxy.link;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Ends a session when the control plane's certificate expires in its course: it was valid only when the session began. */
final class PeerExpiry {

    /** Later than any session lasts; timers count in nanoseconds and cannot reach the end of some certificates. */
    private static final Duration FURTHEST = Duration.ofDays(365);

    private PeerExpiry() {}

    static void watch(SslHandler tls, LinkAttempt attempt) {
        tls.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                schedule((Channel) handshake.getNow(), tls, attempt);
            }
        });
    }

    private static void schedule(Channel channel, SslHandler tls, LinkAttempt attempt)
            throws SSLPeerUnverifiedException {
        Instant expiry = ((X509Certificate) tls.engine().getSession().getPeerCertificates()[0])
                .getNotAfter()
                .toInstant();
        Duration left = Duration.between(Instant.now(), expiry);
        if (left.compareTo(FURTHEST) > 0) {
            return;
        }
        Future<?> end = channel.eventLoop()
                .schedule(
                        () -> {
                            attempt.because("the control plane's certificate expired at " + expiry);
                            attempt.hangUp();
                        },
                        left.toMillis(),
                        TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(gone -> end.cancel(false));
    }
}
