package io.gatehouse.proxy.link;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who a data plane is for a forward proxy. Its text form keeps the password to itself.
 *
 * @param user decoded
 * @param password decoded
 */
public record ProxyCredentials(String user, String password) {

    /** The value of {@code Proxy-Authorization} (RFC 7617). */
    public String basic() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return user + ":******";
    }
}
