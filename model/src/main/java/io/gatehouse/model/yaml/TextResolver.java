package io.gatehouse.model.yaml;

import org.yaml.snakeyaml.resolver.Resolver;

/** Takes every scalar for a text: {@code on}, {@code 10} and {@code null} are values of settings, not something else. */
final class TextResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
        // none, so that nothing but text is recognised
    }
}
