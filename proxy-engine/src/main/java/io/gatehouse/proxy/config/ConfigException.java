package io.gatehouse.proxy.config;

/** A configuration that cannot be compiled; the message names entity, field, value and remedy. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
