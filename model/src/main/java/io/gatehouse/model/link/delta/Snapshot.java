package io.gatehouse.model.link.delta;

import io.gatehouse.model.link.Reconfigure;

/**
 * A whole configuration: the very bytes that a plain session gets. The {@link Name} that follows tells which revision and content it
 * is.
 */
public record Snapshot(Reconfigure configuration) implements ToDataPlane {}
