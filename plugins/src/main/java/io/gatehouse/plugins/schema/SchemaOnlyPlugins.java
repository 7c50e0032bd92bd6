package io.gatehouse.plugins.schema;

import io.gatehouse.model.entity.PluginDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads the definitions of plugins without a handler; those with one announce themselves as plugin types. */
public final class SchemaOnlyPlugins {
    /** Resources of this module, relative to its root package. */
    private static final List<String> FILES = List.of(
            "cors/cors.yaml",
            "httplog/http-log.yaml",
            "ratelimiting/rate-limiting.yaml",
            "requestsizelimiting/request-size-limiting.yaml");

    private SchemaOnlyPlugins() {}

    /** The definitions, in no particular order. */
    public static List<PluginDefinition> definitions() {
        return FILES.stream().map(SchemaOnlyPlugins::read).toList();
    }

    private static PluginDefinition read(String file) {
        try (InputStream yaml = SchemaOnlyPlugins.class.getResourceAsStream("/io/gatehouse/plugins/" + file)) {
            return PluginDefinition.read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin schema " + file + " cannot be read", e);
        }
    }
}
