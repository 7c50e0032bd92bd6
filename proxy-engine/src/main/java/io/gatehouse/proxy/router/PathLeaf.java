package io.gatehouse.proxy.router;

/**
 * The only prefix from here on.
 *
 * @param rest what the path has to go on with
 */
record PathLeaf(String rest, Candidates candidates) implements PathNode {

    @Override
    public RouteRule best(
            RouteRequest request, String path, int from, int port, long methodBit, Scope scope, RouteRule best) {
        return path.startsWith(rest, from) ? candidates.best(request, port, methodBit, scope, best) : best;
    }
}
