package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.ClientResponse;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.ResponseHead;
import java.util.List;
import java.util.Optional;

/** The response head as plugins see and change it: the upstream's, or one of the gateway's own. Reused. */
final class ResponseState implements ClientResponse {
    private final ResponseHead upstream;
    private final HeaderEdits edits = new HeaderEdits();
    private boolean fromUpstream;
    private int status;
    private Source source = Source.ERROR;

    ResponseState(ResponseHead upstream) {
        this.upstream = upstream;
    }

    void clear() {
        edits.clear();
        fromUpstream = false;
        status = 0;
        source = Source.ERROR;
    }

    /** Starts from the upstream's head. */
    void beginUpstream() {
        fromUpstream = true;
        status = upstream.status();
        source = Source.SERVICE;
    }

    /** Starts from nothing; what was added before, e.g. by the access phase, stays. */
    void beginOwn(int newStatus, Source newSource) {
        fromUpstream = false;
        status = newStatus;
        source = newSource;
    }

    HeaderEdits edits() {
        return edits;
    }

    boolean isFromUpstream() {
        return fromUpstream;
    }

    private HeaderBlock base() {
        return fromUpstream ? upstream.headers() : null;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public void status(int newStatus) {
        if (newStatus < 200 || newStatus > 999) {
            throw new IllegalArgumentException("status " + newStatus + " is not a final status; use 200 to 999");
        }
        status = newStatus;
    }

    @Override
    public Optional<String> header(String name) {
        return edits.first(base(), name);
    }

    @Override
    public List<String> headers(String name) {
        return edits.all(base(), name);
    }

    @Override
    public void setHeader(String name, String value) {
        edits.set(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        edits.add(name, value);
    }

    @Override
    public void removeHeader(String name) {
        edits.remove(name);
    }

    @Override
    public Source source() {
        return source;
    }
}
