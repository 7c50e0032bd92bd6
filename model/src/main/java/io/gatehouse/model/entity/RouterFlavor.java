package io.gatehouse.model.entity;

/** How routes are written; it decides which fields a route has. */
public enum RouterFlavor {
    TRADITIONAL("traditional"),
    TRADITIONAL_COMPATIBLE("traditional_compatible"),
    EXPRESSIONS("expressions");

    private final String text;

    RouterFlavor(String text) {
        this.text = text;
    }

    /** The value of the setting {@code router_flavor}. */
    public String text() {
        return text;
    }

    /** Reads the value of the setting {@code router_flavor}. */
    public static RouterFlavor parse(String text) {
        for (RouterFlavor flavor : values()) {
            if (flavor.text.equals(text)) {
                return flavor;
            }
        }
        throw new IllegalArgumentException("router_flavor '" + text
                + "' is unknown: expected one of traditional, traditional_compatible, expressions");
    }
}
