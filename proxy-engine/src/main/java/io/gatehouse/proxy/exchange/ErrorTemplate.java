package io.gatehouse.proxy.exchange;

/**
 * The text around an error's message and the request's id.
 *
 * @param before text before the message
 * @param between message and id
 * @param after the id
 */
record ErrorTemplate(String before, String between, String after) {
    private static final String PLACE = "%s";

    /**
     * @param text with {@code %s} where the message stands, and a second one where the id does; either may be missing
     * @throws IllegalArgumentException when there are more than two
     */
    static ErrorTemplate of(String text) {
        String[] parts = text.split(PLACE, -1);
        return switch (parts.length) {
            case 1 -> new ErrorTemplate(text, null, null);
            case 2 -> new ErrorTemplate(parts[0], parts[1], null);
            case 3 -> new ErrorTemplate(parts[0], parts[1], parts[2]);
            default -> throw new IllegalArgumentException("it has %s " + (parts.length - 1) + " times");
        };
    }

    /** The body; both texts as they are to stand in it. */
    String body(String message, String requestId) {
        if (between == null) {
            return before;
        }
        String start = before + message + between;
        return after == null ? start : start + requestId + after;
    }
}
