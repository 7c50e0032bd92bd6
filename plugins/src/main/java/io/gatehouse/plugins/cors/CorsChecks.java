package io.gatehouse.plugins.cors;

import io.gatehouse.model.format.RegexDialect;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** An origin is the wildcard or something that can be read as a regular expression. */
public final class CorsChecks implements CheckProvider {

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of("cors_origin", ValueCheck.ofText(CorsChecks::problem));
    }

    private static Optional<String> problem(String origin) {
        if (origin.equals("*")) {
            return Optional.empty();
        }
        try {
            RegexDialect.check(origin);
            return Optional.empty();
        } catch (PatternSyntaxException malformed) {
            return Optional.of("'" + origin + "' is not a valid regex");
        }
    }
}
