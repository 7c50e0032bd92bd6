package io.gatehouse.plugins.filelog;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginType;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces file-log. */
public final class FileLogType implements PluginType {
    private static final Logger LOG = LoggerFactory.getLogger(FileLogType.class);

    private final PluginDefinition definition =
            PluginDefinition.read(FileLogType.class.getResourceAsStream("file-log.yaml"));

    @Override
    public PluginDefinition definition() {
        return definition;
    }

    @Override
    public Plugin create(PluginConfiguration configuration, PluginContext context) {
        FileLogConfig config = configuration.as(FileLogConfig.class);
        config.customFieldsByLua()
                .filter(fields -> !fields.isEmpty())
                .ifPresent(fields -> LOG.warn(
                        "file-log plugin {}: config.custom_fields_by_lua is not supported yet; the fields {} are not written",
                        configuration.pluginId(),
                        fields.keySet()));
        Path path = Path.of(config.path());
        LineAppender appender =
                context.state(path.toString(), LineAppender.class, () -> new LineAppender(path, context.background()));
        return new FileLog(appender, config.reopen());
    }
}
