package io.gatehouse.model.yaml;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Decides what unquoted scalars are. Differs from YAML 1.1 where that surprises people who configure gateways: dates and
 * {@code 10:20} stay texts.
 */
final class PlainResolver extends Resolver {
    private static final Pattern WHOLE = Pattern.compile(
            "^(?:[-+]?0b_*[0-1][0-1_]*|[-+]?0[0-7_]*|[-+]?[1-9][0-9_]*|[-+]?0x_*[0-9a-fA-F][0-9a-fA-F_]*)$");
    private static final Pattern FRACTION = Pattern.compile("^(?:[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
            + "|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|\\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)$");

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
        addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, FRACTION, "-+0123456789.");
        addImplicitResolver(Tag.MERGE, MERGE, "<");
        addImplicitResolver(Tag.NULL, NULL, "~nN\0");
        addImplicitResolver(Tag.NULL, EMPTY, null);
    }
}
