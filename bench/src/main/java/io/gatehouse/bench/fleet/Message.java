package io.gatehouse.bench.fleet;

import io.gatehouse.model.link.delta.Delta;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.link.delta.Snapshot;
import io.gatehouse.model.link.delta.ToDataPlane;
import io.gatehouse.model.snapshot.Change;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a light data plane keeps of a frame: how it moves the node on, and which of the measured changes it brings.
 *
 * @param kind what it is
 * @param from content that a delta begins at, else empty
 * @param content of the configuration afterwards; empty for a snapshot, which does not tell
 * @param hash of the configuration; empty for a delta, which does not tell
 * @param revision 0 for a snapshot
 * @param change number of the measured change, 0 without one
 */
record Message(Kind kind, String from, String content, String hash, long revision, int change) {

    /** The service by whose path the measured changes are recognised. */
    static final String MARKER = "fleet-marker";

    enum Kind {
        SNAPSHOT,
        DELTA,
        NAME
    }

    static Message of(ToDataPlane message) {
        if (message instanceof Delta delta) {
            int change = numbers(delta.changes().stream()
                            .filter(row -> row.type().equals("services"))
                            .map(Change::row)
                            .flatMap(Optional::stream))
                    .orElse(0);
            return new Message(Kind.DELTA, delta.from(), delta.to(), "", delta.revision(), change);
        }
        if (message instanceof Name name) {
            return new Message(Kind.NAME, "", name.content(), name.hash(), name.revision(), 0);
        }
        var configuration = ((Snapshot) message).configuration();
        int change = numbers(StreamSupport.stream(
                        configuration.configTable().path("services").spliterator(), false))
                .orElse(0);
        return new Message(Kind.SNAPSHOT, "", "", configuration.hashes().config(), 0, change);
    }

    private static Optional<Integer> numbers(Stream<? extends com.fasterxml.jackson.databind.JsonNode> services) {
        return services.filter(service -> service.path("name").asText().equals(MARKER))
                .map(service ->
                        Integer.parseInt(service.path("path").asText("/0").substring(1)))
                .findFirst();
    }
}
