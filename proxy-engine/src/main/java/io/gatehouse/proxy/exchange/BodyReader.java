package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.BodyTooLargeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads a request's body whole for the plugins that ask. One per client connection, reused. */
final class BodyReader {
    private final RequestBody body;
    private CompletableFuture<byte[]> wanted;
    private int limit;

    BodyReader(RequestBody body) {
        this.body = body;
    }

    void clear() {
        wanted = null;
    }

    /** The body, when it is complete; a second plugin gets what the first one got. */
    CompletionStage<byte[]> read(int mostBytes) {
        if (wanted == null) {
            wanted = new CompletableFuture<>();
            limit = mostBytes;
            body.holdUpTo(mostBytes);
            received();
        }
        return wanted;
    }

    boolean isAsked() {
        return wanted != null;
    }

    /** More of the body came. */
    void received() {
        if (wanted == null || wanted.isDone()) {
            return;
        }
        if (body.held() > limit) {
            wanted.completeExceptionally(new BodyTooLargeException(limit));
        } else if (body.isComplete()) {
            wanted.complete(body.copy());
        }
    }
}
