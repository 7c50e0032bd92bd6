package io.gatehouse.model.link.delta;

/** What a control plane sends on a session with deltas. */
public sealed interface ToDataPlane permits Delta, Name, Snapshot {}
