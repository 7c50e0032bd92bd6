package io.gatehouse.proxy.link;

/**
 * A frame of a control plane that waits to be applied.
 *
 * @param content gzip of a JSON document
 * @param arrivedNanos when it arrived, as {@link System#nanoTime()} tells it
 */
public record ArrivedFrame(byte[] content, long arrivedNanos) {}
