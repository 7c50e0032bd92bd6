package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PkiException;
import io.gatehouse.proxy.entity.CertificateConfig;
import io.gatehouse.proxy.thread.BackgroundThreads;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS contexts of one profile, one per certificate, made when first asked for, on a thread of their own. Thread-safe; blocks
 * nobody but who makes it.
 */
final class ProfileContexts {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileContexts.class);
    private static final int MOST_CONTEXTS = 4096;
    private static final long SPARE_THREAD_SECONDS = 10;

    private final SslProvider provider;
    private final TlsProfile profile;
    private final SessionRules sessions;
    private final Optional<Stapling> stapling;
    private final List<String> offered;
    private final TicketKeys tickets;
    private final CertificateContexts fallback;
    private final ConcurrentMap<CertificateConfig, CompletableFuture<CertificateContexts>> contexts =
            new ConcurrentHashMap<>();
    private final ThreadPoolExecutor maker = new ThreadPoolExecutor(
            1,
            1,
            SPARE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            BackgroundThreads.named("tls-contexts"));

    /**
     * @param tickets the keys of session tickets; they may have served other profiles before
     * @param stapling finds out what clients are told of the revocation of certificates; only for the native implementation
     * @param defaults shown when no certificate of the configuration fits the server name
     * @param offered application protocols, the preferred one first (RFC 7301); none: the extension is not answered
     */
    ProfileContexts(
            SslProvider provider,
            TlsProfile profile,
            SessionRules sessions,
            TicketKeys tickets,
            Optional<Stapling> stapling,
            List<CertificatePair> defaults,
            List<String> offered) {
        this.provider = provider;
        this.profile = profile;
        this.sessions = sessions;
        this.stapling = stapling;
        this.offered = List.copyOf(offered);
        this.tickets = tickets;
        maker.allowCoreThreadTimeOut(true);
        try {
            fallback = build(defaults);
        } catch (GeneralSecurityException | SSLException e) {
            throw new PkiException("the default certificate of the listeners cannot be used: " + e.getMessage(), e);
        }
        profile.refuseWithout(fallback.all().get(0).ciphers());
        fallback.keep(sessions.kept());
    }

    /**
     * The context for a handshake.
     *
     * @param certificate what to show; empty: the default certificate. That is also shown, and the reason logged, instead of one that
     *     cannot be used
     * @param offer which kinds of certificates the client takes
     * @param promise gets the context, at once or from another thread
     * @return the promise
     */
    Future<SslContext> of(Optional<CertificateConfig> certificate, ClientOffer offer, Promise<SslContext> promise) {
        if (certificate.isEmpty()) {
            return promise.setSuccess(fallback.current(offer));
        }
        CompletableFuture<CertificateContexts> asked = contexts.get(certificate.get());
        if (asked == null) {
            if (contexts.size() >= MOST_CONTEXTS) {
                contexts.clear();
            }
            asked = contexts.computeIfAbsent(
                    certificate.get(), each -> CompletableFuture.supplyAsync(() -> make(each), maker));
        }
        CertificateContexts ready = asked.getNow(null);
        if (ready != null) {
            return promise.setSuccess(ready.current(offer));
        }
        asked.thenAccept(made -> promise.trySuccess(made.current(offer)));
        return promise;
    }

    private CertificateContexts make(CertificateConfig certificate) {
        try {
            CertificateContexts made = build(KeyManagers.pairs(certificate));
            share(made);
            return made;
        } catch (GeneralSecurityException | SSLException | RuntimeException e) {
            LOG.error("{} cannot be used, the default certificate is shown instead: {}", certificate, e.getMessage());
            return fallback;
        }
    }

    private CertificateContexts build(List<CertificatePair> pairs) throws GeneralSecurityException, SSLException {
        List<ListenerContext> built = new ArrayList<>(pairs.size());
        for (CertificatePair pair : pairs) {
            built.add(build(pair));
        }
        return CertificateContexts.of(built);
    }

    private ListenerContext build(CertificatePair pair) throws GeneralSecurityException, SSLException {
        Optional<OcspStaple> staple = stapling.flatMap(each -> each.of(pair, maker));
        SslContext context = SslContextBuilder.forServer(KeyManagers.of(List.of(pair), provider))
                .sslProvider(provider)
                .trustManager(new NoClientCertificates())
                .protocols(profile.protocols())
                .ciphers(profile.ciphers(), SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(applicationProtocols())
                .enableOcsp(staple.isPresent())
                .build();
        // begins to ask
        staple.ifPresent(OcspStaple::current);
        return new ListenerContext(
                EngineRules.of(context, profile.serverOrder(), sessions.tickets(), staple),
                pair.leaf(),
                sessions,
                tickets);
    }

    private ApplicationProtocolConfig applicationProtocols() {
        return offered.isEmpty() ? ApplicationProtocolConfig.DISABLED : Alpn.offering(offered);
    }

    /** Each context has room for its part. Parts are halved, as a context whose room shrinks forgets its sessions. */
    private void share(CertificateContexts made) {
        int holders = Integer.highestOneBit(contexts.size() + 1) * 2;
        int part = sessions.kept() == 0 ? 0 : Math.max(1, sessions.kept() / holders);
        fallback.keep(part);
        made.keep(part);
        contexts.values().forEach(each -> {
            CertificateContexts other = each.getNow(null);
            if (other != null) {
                other.keep(part);
            }
        });
    }
}
