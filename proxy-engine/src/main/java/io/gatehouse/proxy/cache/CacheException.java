package io.gatehouse.proxy.cache;

/** The cache could not be opened, read or written; the message says what was tried and what to do. */
public final class CacheException extends RuntimeException {
    CacheException(String message) {
        super(message);
    }

    CacheException(String message, Throwable cause) {
        super(message, cause);
    }
}
