package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.stream.SessionRecorder;
import io.gatehouse.proxy.stream.StreamSession;

/** Stream sessions, in the form that readers of Kong's access log know. Confined to its event loop. */
final class SessionLines implements SessionRecorder {
    private final LoopLines log;

    SessionLines(LoopLines log) {
        this.log = log;
    }

    @Override
    public void record(StreamSession session) {
        HeadWriter line = log.begin();
        line.put(session.origin().clientText()).put(" [").put(log.now()).put("] ");
        line.put(session.origin().datagrams() ? "UDP " : "TCP ").put((long) session.status());
        line.put(' ').put(session.bytesSent()).put(' ').put(session.bytesReceived());
        line.put(' ').put(seconds(session.millis()));
        log.end();
    }

    /** With three decimals. */
    private static String seconds(long millis) {
        String rest = Long.toString(1000 + millis % 1000);
        return millis / 1000 + "." + rest.substring(1);
    }
}
