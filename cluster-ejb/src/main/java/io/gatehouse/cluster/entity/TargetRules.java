package io.gatehouse.cluster.entity;

/** Targets are created by POST only: PUT changes one that exists. */
final class TargetRules implements TypeRules {

    @Override
    public boolean upsertCreates() {
        return false;
    }
}
