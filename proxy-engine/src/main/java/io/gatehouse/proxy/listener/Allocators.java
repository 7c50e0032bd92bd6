package io.gatehouse.proxy.listener;

import io.netty.buffer.PooledByteBufAllocator;

/** The buffer pool of the proxy. */
final class Allocators {
    private static final int PAGE = 8192;
    /** Chunks of 1 MiB: an idle proxy holds little, and one buffer never needs more. */
    private static final int ORDER = 7;

    private static final int SMALL_CACHED = 256;
    private static final int NORMAL_CACHED = 64;

    private Allocators() {}

    /** One arena per event loop; other threads keep no buffers. */
    static PooledByteBufAllocator pooled(int loops) {
        return new PooledByteBufAllocator(true, 0, loops, PAGE, ORDER, SMALL_CACHED, NORMAL_CACHED, false);
    }
}
