package io.gatehouse.model.admin.access;

import io.gatehouse.model.settings.AdminToken;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides whether a request may go on. Thread-safe. */
public final class AccessRules {
    private static final String SCHEME = "bearer ";

    private final TokenRegister tokens;
    private final boolean certificates;

    /** @param certificates whether a client certificate, which TLS has verified before, is enough */
    public AccessRules(List<AdminToken> tokens, boolean certificates) {
        this.tokens = new TokenRegister(tokens);
        this.certificates = certificates;
    }

    /**
     * The outcome.
     *
     * @param caller who it is, for the log; empty when nobody is asked, or the request is refused
     * @param refusal why not, for the client; empty when it may go on
     */
    public record Decision(Optional<String> caller, Optional<String> refusal) {
        private static Decision admitted(Optional<String> caller) {
            return new Decision(caller, Optional.empty());
        }

        private static Decision refused(String reason) {
            return new Decision(Optional.empty(), Optional.of(reason));
        }
    }

    /**
     * Decides by what the request brings.
     *
     * @param authorization the header of that name
     * @param certificate of the client, verified
     */
    public Decision decide(Optional<String> authorization, Optional<X509Certificate> certificate) {
        if (tokens.isEmpty() && !certificates) {
            return Decision.admitted(Optional.empty());
        }
        if (certificates && certificate.isPresent()) {
            return Decision.admitted(Optional.of(
                    "certificate " + certificate.get().getSubjectX500Principal().getName()));
        }
        Optional<String> token = authorization
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip());
        Optional<String> owner = token.flatMap(tokens::owner);
        if (owner.isPresent()) {
            return Decision.admitted(Optional.of("token " + owner.get()));
        }
        return Decision.refused((token.isPresent() ? "The token is not known. " : "") + remedy());
    }

    private String remedy() {
        String token = "send 'Authorization: Bearer <token>' with a token of admin_auth_tokens";
        String certificate = "present a client certificate that admin_auth_certificates allows, on a TLS listener";
        String remedy = tokens.isEmpty() ? certificate : certificates ? token + ", or " + certificate : token;
        return "The Admin API is protected: " + remedy;
    }
}
