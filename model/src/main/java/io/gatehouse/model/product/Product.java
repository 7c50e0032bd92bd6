package io.gatehouse.model.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Name and versions of this build. */
public final class Product {
    /** The name in {@code Server} and {@code Via} headers and in log lines. */
    public static final String NAME = "gatehouse";

    /**
     * The version of Kong Gateway whose interfaces this build offers. Peers on the hybrid link and clients of the Admin
     * API decide by it what they may send.
     */
    public static final String COMPATIBLE_VERSION = "3.9.3";

    private static final String VERSION = readVersion();

    private Product() {}

    /** Returns the version of this build, as Maven knows it. */
    public static String version() {
        return VERSION;
    }

    /** Returns name and version in the form of an HTTP product token (RFC 9110 §10.1.5), {@code gatehouse/0.1.0}. */
    public static String token() {
        return NAME + '/' + VERSION;
    }

    private static String readVersion() {
        Properties properties = new Properties();
        try (InputStream in = Product.class.getResourceAsStream("product.properties")) {
            if (in == null) {
                throw new IllegalStateException("product.properties is missing from this build");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
