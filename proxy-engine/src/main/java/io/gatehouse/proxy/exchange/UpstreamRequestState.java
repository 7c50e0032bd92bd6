package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.UpstreamRequest;
import io.gatehouse.proxy.http.RequestHead;
import java.util.Optional;

/** What plugins changed of the request on its way upstream. One per client connection, reused. */
final class UpstreamRequestState implements UpstreamRequest {
    private final RequestHead head;
    private final HeaderEdits headers = new HeaderEdits();
    private String query;
    private byte[] body;

    UpstreamRequestState(RequestHead head) {
        this.head = head;
    }

    void clear() {
        headers.clear();
        query = null;
        body = null;
    }

    HeaderEdits headers() {
        return headers;
    }

    /** The query that replaces the client's; null: the client's stays. */
    String query() {
        return query;
    }

    /** The body that replaces the client's; null: the client's stays. */
    byte[] body() {
        return body;
    }

    @Override
    public void setHeader(String name, String value) {
        headers.set(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(name, value);
    }

    @Override
    public void removeHeader(String name) {
        headers.remove(name);
    }

    @Override
    public Optional<String> header(String name) {
        return headers.first(head.headers(), name);
    }

    @Override
    public void rawQuery(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                throw new IllegalArgumentException(
                        "the query holds a character that must be percent-encoded at position " + i);
            }
        }
        query = raw;
    }

    @Override
    public void body(byte[] content) {
        body = content;
    }
}
