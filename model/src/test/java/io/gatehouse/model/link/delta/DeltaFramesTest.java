package io.gatehouse.model.link.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeltaFramesTest {
    private static final String A = "a".repeat(32);
    private static final String B = "b".repeat(32);

    @Test
    void everyMessageSurvivesItsWay() {
        Change upsert =
                Change.upsert("routes", JsonNodeFactory.instance.objectNode().put("id", "1"));
        Delta delta = new Delta(A, B, 7, List.of(upsert, Change.delete("services", "2")));
        assertEquals(Optional.of(delta), DeltaFrames.decode(delta.encode(), 1000));
        Name name = new Name(7, A, B);
        assertEquals(Optional.of(name), DeltaFrames.decode(name.encode(), 1000));
        for (FromDataPlane report : List.of(
                new Resume(A),
                new Applied(7, 12),
                new Refused(
                        7,
                        A,
                        Optional.of("routes"),
                        Optional.of("1"),
                        Optional.empty(),
                        Optional.of("paths"),
                        "no such thing"))) {
            assertEquals(Optional.of(report), DeltaFrames.decode(report.encode()));
        }
    }

    @Test
    void takesTheWholeConfigurationOfAPlainSession() {
        var table = JsonNodeFactory.instance.objectNode().put("_format_version", "3.0");
        byte[] frame =
                Reconfigure.of(table, ConfigHash.compute(table), Instant.EPOCH).encode();
        Snapshot snapshot = assertInstanceOf(
                Snapshot.class, DeltaFrames.decode(frame, 10_000).orElseThrow());
        assertEquals(table, snapshot.configuration().configTable());
    }

    @Test
    void joinsDeltasThatFollowEachOther() {
        Change first =
                Change.upsert("routes", JsonNodeFactory.instance.objectNode().put("id", "1"));
        Change then = Change.delete("routes", "1");
        Delta joined = new Delta(A, B, 1, List.of(first)).then(new Delta(B, A, 2, List.of(then)));
        assertEquals(new Delta(A, A, 2, List.of(then)), joined);
    }

    @Test
    void ignoresUnknownMessagesAndRefusesBrokenOnes() {
        assertTrue(DeltaFrames.decode("{\"type\":\"other\"}".getBytes(StandardCharsets.UTF_8))
                .isEmpty());
        assertThrows(LinkException.class, () -> DeltaFrames.decode("{".getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                LinkException.class,
                () -> DeltaFrames.decode("{\"type\":\"resume\"}".getBytes(StandardCharsets.UTF_8)));
        assertThrows(LinkException.class, () -> DeltaFrames.decode(new byte[] {1, 2, 3}, 1000));
    }
}
