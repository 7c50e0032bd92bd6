package io.gatehouse.model.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code admin_auth_tokens}.
 *
 * @param name who has it, as the log says it
 * @param token what the caller sends; never to be shown
 */
public record AdminToken(String name, String token) {
    static final int SHORTEST = 16;

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9._-]+):([!-~]+)");

    /** The entry in this text; empty when it is none. */
    static Optional<AdminToken> parse(String text) {
        Matcher entry = ENTRY.matcher(text);
        return entry.matches() ? Optional.of(new AdminToken(entry.group(1), entry.group(2))) : Optional.empty();
    }

    @Override
    public String toString() {
        return name + ":" + EffectiveConfiguration.MASK;
    }
}
