package io.gatehouse.proxy.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlPlaneOrderTest {
    private static final LinkAddress A = new LinkAddress("a", 8005);
    private static final LinkAddress B = new LinkAddress("b", 8005);
    private static final LinkAddress C = new LinkAddress("c", 8005);

    @Test
    void goesThroughTheListRoundByRound() {
        ControlPlaneOrder order = new ControlPlaneOrder(List.of(A, B), false, new Random(1));
        assertEquals(A, order.next());
        assertEquals(Optional.of(B), order.alternativeTo(A));
        assertEquals(B, order.next());
        assertEquals(Optional.empty(), order.alternativeTo(B));
        assertEquals(A, order.next());
    }

    @Test
    void comesBackToALostOneLast() {
        ControlPlaneOrder order = new ControlPlaneOrder(List.of(A, B, C), false, new Random(1));
        order.lost(order.next());
        assertEquals(List.of(B, C, A), List.of(order.next(), order.next(), order.next()));
        assertEquals(List.of(A, B, C), List.of(order.next(), order.next(), order.next()));
    }

    @Test
    void offersNoAlternativeToTheOnlyOne() {
        ControlPlaneOrder order = new ControlPlaneOrder(List.of(A), false, new Random(1));
        order.lost(order.next());
        assertEquals(Optional.empty(), order.alternativeTo(A));
        assertEquals(A, order.next());
    }

    @Test
    void spreadsDataPlanesWhenShuffled() {
        Set<LinkAddress> firsts = new HashSet<>();
        IntStream.range(0, 100)
                .forEach(seed -> firsts.add(new ControlPlaneOrder(List.of(A, B, C), true, new Random(seed)).next()));
        assertEquals(Set.of(A, B, C), firsts);
    }

    @Test
    void shuffledRoundsHoldEachOnceAndTheLostOneLast() {
        ControlPlaneOrder order = new ControlPlaneOrder(List.of(A, B, C), true, new Random(7));
        LinkAddress lost = order.next();
        order.lost(lost);
        Set<LinkAddress> others = Set.of(order.next(), order.next());
        assertEquals(2, others.size());
        assertNotEquals(true, others.contains(lost));
        assertEquals(lost, order.next());
    }
}
