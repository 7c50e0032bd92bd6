package io.gatehouse.proxy.router;

/**
 * What of a request some rule of the router knows, whatever route it belongs to. Texts are as configured; null: no rule
 * knows it.
 *
 * @param host the host entry that claims the request
 * @param header the first header name that rules name and the request has
 * @param path the path entry that claims the request: expressions first, then the longest plain path
 */
record Claims(String host, String header, String path, String method, String sni) {

    /** The category of the request itself. */
    int category() {
        return (host == null ? 0 : RuleKind.HOST.bit())
                | (header == null ? 0 : RuleKind.HEADER.bit())
                | (path == null ? 0 : RuleKind.URI.bit())
                | (method == null ? 0 : RuleKind.METHOD.bit())
                | (sni == null ? 0 : RuleKind.SNI.bit());
    }
}
