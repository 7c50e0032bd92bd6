package io.gatehouse.proxy.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessLimitsTest {
    private static final long MB = 1 << 20;

    @Test
    void areThoseOfThisProcess() {
        ProcessLimits limits = ProcessLimits.read();
        assertTrue(limits.descriptors() > 0);
        assertEquals(Runtime.getRuntime().maxMemory(), limits.heapBytes());
        assertTrue(limits.networkBytes() > MB);
    }

    @Test
    void boundConnectionsByWhateverIsScarcest() {
        assertEquals(384, new ProcessLimits(1024, 1024 * MB, MB).clientConnections(OptionalInt.empty()));
        assertEquals(2048, new ProcessLimits(1 << 20, 64 * MB, MB).clientConnections(OptionalInt.empty()));
        assertEquals(100, new ProcessLimits(1 << 20, 64 * MB, MB).clientConnections(OptionalInt.of(200)));
        assertEquals(1, new ProcessLimits(64, 64 * MB, MB).clientConnections(OptionalInt.empty()));
    }

    @Test
    void aGateStopsAtItsLimitAndOpensWhenSomeHaveGone() {
        List<Boolean> accepting = new ArrayList<>();
        ConnectionGate gate = new ConnectionGate(100);
        gate.controls(accepting::add);
        for (int i = 0; i < 100; i++) {
            gate.opened();
        }
        assertEquals(List.of(false), accepting);
        for (int i = 0; i < 4; i++) {
            gate.closed();
        }
        assertEquals(List.of(false), accepting);
        gate.closed();
        assertEquals(List.of(false, true), accepting);
    }

    @Test
    void pressureBeginsHighAndEndsLow() {
        AtomicLong used = new AtomicLong(84 * MB);
        MemoryPressure memory = new MemoryPressure(used::get, 100 * MB);
        memory.look();
        assertFalse(memory.isHigh());
        used.set(90 * MB);
        memory.look();
        assertTrue(memory.isHigh());
        used.set(75 * MB);
        memory.look();
        assertTrue(memory.isHigh());
        used.set(60 * MB);
        memory.look();
        assertFalse(memory.isHigh());
    }
}
