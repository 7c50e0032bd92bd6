package io.gatehouse.proxy.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.link.PluginVersion;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a data plane makes of plugins that it knows by their schemas only. */
class LoadedPluginsTest {

    @Test
    void reportsThePluginsThatItHasHandlersForAndNoOthers() {
        LoadedPlugins plugins = LoadedPlugins.of(settings("bundled"));

        assertEquals(
                List.copyOf(plugins.types().keySet()),
                plugins.versions().stream().map(PluginVersion::name).toList());
        Set<String> all = new TreeSet<>(plugins.types().keySet());
        all.addAll(plugins.unhandled());
        assertEquals(new TreeSet<>(BundledPlugins.names()), all);
    }

    @Test
    void lacksAHandlerThatTheSettingNamesWithoutRefusingToStart() {
        LoadedPlugins plugins = LoadedPlugins.of(settings("key-auth,oauth2"));

        assertEquals(Set.of("key-auth"), plugins.types().keySet());
        assertEquals(Set.of("oauth2"), plugins.unhandled());
    }

    @Test
    void refusesANameThatNobodyKnows() {
        SettingsException refusal =
                assertThrows(SettingsException.class, () -> LoadedPlugins.of(settings("bundled,key-auht")));

        assertTrue(refusal.errors().get(0).startsWith("key-auht plugin is enabled but not installed"));
    }

    @Test
    void refusesConfigurationsThatNeedAMissingHandler() {
        EntityException refusal =
                assertThrows(EntityException.class, () -> reader("oauth2").parse("""
                        {"_format_version": "3.0", "plugins": [
                          {"name": "oauth2", "config": {"enable_client_credentials": true}}]}
                        """));

        assertEquals(
                "this node has no handler for the plugin 'oauth2'; remove it, or use nodes that have one",
                refusal.fields().at("/plugins/0/name").asText());
    }

    @Test
    void takesTheCredentialsOfAPluginThatItHasNoHandlerFor() {
        String file = """
                {"_format_version": "3.0", "consumers": [
                  {"username": "alice", "oauth2_credentials": [{"name": "app", "client_id": "a"}]}]}
                """;

        assertEquals(1, reader("oauth2").parse(file).rows("oauth2_credentials").size());
        assertFalse(LoadedPlugins.of(settings("key-auth"))
                .catalog(RouterFlavor.TRADITIONAL_COMPATIBLE)
                .type("oauth2_credentials")
                .isPresent());
    }

    private static DeclarativeConfig reader(String plugins) {
        return new DeclarativeConfig(LoadedPlugins.of(settings(plugins)).catalog(RouterFlavor.TRADITIONAL_COMPATIBLE));
    }

    private static Settings settings(String plugins) {
        return Settings.load(Map.of("KONG_PLUGINS", plugins), Optional.empty(), Map.of());
    }
}
