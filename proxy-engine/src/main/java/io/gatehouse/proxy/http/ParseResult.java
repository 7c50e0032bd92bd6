package io.gatehouse.proxy.http;

/** What became of the bytes that a parser was given. */
public enum ParseResult {
    /** The head is not complete. */
    NEED_MORE,
    /** The head is complete and acceptable. */
    COMPLETE,
    /** The head breaks a rule; the connection cannot be used any further. */
    REFUSED
}
