package io.gatehouse.model.entity;

/** What both planes know about a plugin from its YAML file. */
public record PluginDefinition(String name, String version, int priority) {}
