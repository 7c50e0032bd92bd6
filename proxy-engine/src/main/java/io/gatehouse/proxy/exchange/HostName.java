package io.gatehouse.proxy.exchange;

import java.util.Locale;

/** Host names out of {@code Host} values and authorities. */
final class HostName {
    private HostName() {}

    /** The host in lower case; brackets of an IPv6 address stay. Answers the same text when there is nothing to do. */
    static String withoutPort(String authority) {
        int end = authority.length();
        int colon = authority.lastIndexOf(':');
        if (colon >= 0 && authority.indexOf(']', colon) < 0) {
            end = colon;
        }
        for (int i = 0; i < end; i++) {
            char c = authority.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return authority.substring(0, end).toLowerCase(Locale.ROOT);
            }
        }
        return authority.substring(0, end);
    }
}
