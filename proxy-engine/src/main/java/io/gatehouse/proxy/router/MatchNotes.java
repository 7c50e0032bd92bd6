package io.gatehouse.proxy.router;

/** What a match leaves behind. For one match. */
final class MatchNotes {
    private String prefix = "";
    private Captures captures = Captures.NONE;

    /** As many characters are stripped from the start of the path. */
    void prefix(String matched) {
        prefix = matched;
    }

    void captures(Captures more) {
        captures = captures.overlaidBy(more);
    }

    String prefix() {
        return prefix;
    }

    Captures captures() {
        return captures;
    }
}
