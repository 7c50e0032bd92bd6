package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;

/** The kinds of rules a route can have; the set of those it has is its category. Earlier kinds weigh more. */
enum RuleKind {
    HOST(0x40),
    HEADER(0x20),
    URI(0x10),
    METHOD(0x08),
    SNI(0x04),
    SOURCE(0x02),
    DESTINATION(0x01);

    private final int bit;

    RuleKind(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }

    boolean in(int category) {
        return (category & bit) != 0;
    }

    /** The category of an HTTP route. */
    static int categoryOf(RouteConfig route) {
        return (route.hosts().isEmpty() ? 0 : HOST.bit)
                | (route.headers().isEmpty() ? 0 : HEADER.bit)
                | (route.paths().isEmpty() ? 0 : URI.bit)
                | (route.methods().isEmpty() ? 0 : METHOD.bit)
                | (route.snis().isEmpty() ? 0 : SNI.bit);
    }

    /** Orders categories as they are tried: those with more kinds come first, then those with the weightier kinds. */
    static int place(int category) {
        return -(Integer.bitCount(category) << 7 | category);
    }

    /** The category of a route for connections. */
    static int streamCategoryOf(RouteConfig route) {
        return (route.snis().isEmpty() ? 0 : SNI.bit)
                | (route.sources().isEmpty() ? 0 : SOURCE.bit)
                | (route.destinations().isEmpty() ? 0 : DESTINATION.bit);
    }
}
