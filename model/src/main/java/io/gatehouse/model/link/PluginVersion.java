package io.gatehouse.model.link;

import java.util.Optional;

/** A plugin a node has loaded, and the plugin's own version if it is known. */
public record PluginVersion(String name, Optional<String> version) {}
