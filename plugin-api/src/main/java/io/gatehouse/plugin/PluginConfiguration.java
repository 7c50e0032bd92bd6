package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/**
 * The validated configuration of one plugin entity, every default filled in.
 *
 * @param pluginId id of the plugin entity
 * @param scope what it is bound to
 * @param config its {@code config} record
 */
public record PluginConfiguration(String pluginId, PluginScope scope, ObjectNode config) {

    private static final ObjectMapper BINDER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Binds the record to a Java record whose components are the fields in camel case. */
    public <T> T as(Class<T> type) {
        return BINDER.convertValue(config, type);
    }
}
