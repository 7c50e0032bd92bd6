package io.gatehouse.bench.fleet;

import io.gatehouse.model.link.delta.DeltaFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads frames. A control plane sends the same bytes to all of its data planes, so each is unpacked once, or the simulator would
 * measure itself. Thread-safe.
 */
final class MessageReader {
    private static final int KEPT = 32;
    private static final long MAX_UNPACKED = 1L << 30;

    private final Map<ByteBuf, Optional<Message>> known = new ConcurrentHashMap<>();

    /** @return empty for a message of an unknown type */
    Optional<Message> read(ByteBuf frame) {
        Optional<Message> before = known.get(frame);
        if (before != null) {
            return before;
        }
        byte[] bytes = ByteBufUtil.getBytes(frame);
        if (known.size() >= KEPT) {
            known.clear();
        }
        return known.computeIfAbsent(
                Unpooled.wrappedBuffer(bytes),
                unread -> DeltaFrames.decode(bytes, MAX_UNPACKED).map(Message::of));
    }
}
