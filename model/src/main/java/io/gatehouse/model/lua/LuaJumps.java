package io.gatehouse.model.lua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The blocks around a statement: which labels it may jump to, and whether there is a loop to leave. */
final class LuaJumps {

    private record Block(boolean function, boolean loop, Set<String> labels, Set<String> pending) {}

    private final Deque<Block> blocks = new ArrayDeque<>();

    void open(boolean function, boolean loop) {
        boolean inLoop = loop || !function && !blocks.isEmpty() && blocks.peek().loop();
        blocks.push(new Block(function, inLoop, new HashSet<>(), new LinkedHashSet<>()));
    }

    /** Ends the innermost block; answers a label that nothing in reach has, or null. */
    String close() {
        Block block = blocks.pop();
        block.pending().removeAll(block.labels());
        if (block.function() || blocks.isEmpty()) {
            return block.pending().stream().findFirst().orElse(null);
        }
        blocks.peek().pending().addAll(block.pending());
        return null;
    }

    /** Whether the label is new in this block. */
    boolean label(String name) {
        return blocks.peek().labels().add(name);
    }

    void jump(String label) {
        blocks.peek().pending().add(label);
    }

    boolean inLoop() {
        return blocks.peek().loop();
    }
}
