package io.gatehouse.model.settings;

import io.gatehouse.model.vault.VaultReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of who may call the Admin API. No message shows a token. */
final class AdminAccessRules {
    private static final String TOKENS = "admin_auth_tokens";
    private static final String CERTIFICATES = "admin_auth_certificates";

    private AdminAccessRules() {}

    static void check(Settings settings, Problems problems) {
        checkTokens(settings.list(TOKENS), problems);
        List<String> certificates = settings.list(CERTIFICATES);
        certificates.forEach(value -> ListenerCertificateRules.certificateLoads(CERTIFICATES, value, problems));
        boolean nowhere = settings.listeners("admin_listen").stream().noneMatch(Listener::ssl);
        if (!certificates.isEmpty() && nowhere && settings.list(TOKENS).isEmpty()) {
            problems.error(CERTIFICATES + " needs a listener with ssl in admin_listen, or nobody can present one");
        }
    }

    private static void checkTokens(List<String> entries, Problems problems) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            String position = TOKENS + "[" + (i + 1) + "]";
            Optional<AdminToken> parsed = AdminToken.parse(entry);
            if (VaultReference.isReference(entry)) {
                // judged where it can be resolved
                continue;
            }
            if (parsed.isEmpty()) {
                problems.error(
                        position + " is not of the form name:token; the name has letters, digits, '.', '_' and '-',"
                                + " the token no blanks");
            } else if (parsed.get().token().length() < AdminToken.SHORTEST) {
                problems.error(position + ": the token of '" + parsed.get().name() + "' is shorter than "
                        + AdminToken.SHORTEST + " characters; take one from a random generator");
            } else if (!names.add(parsed.get().name())) {
                problems.error(position + ": the name '" + parsed.get().name() + "' is there twice");
            }
        }
    }
}
