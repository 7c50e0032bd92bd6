package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.HeaderBlock;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the client behind a trusted proxy.
 *
 * @param header where the address is, or the addresses are; {@code proxy_protocol} for the header of the connection
 * @param recursive take the last address that is not trusted itself, instead of the last one
 */
public record RealIp(TrustedNetworks trusted, String header, boolean recursive) {

    /** Whether the connection's PROXY protocol header is what tells the client, and no header of a request. */
    public boolean isByConnection() {
        return header.equalsIgnoreCase("proxy_protocol");
    }

    /** The client's address; {@code peer} when the header is absent or has no usable address. */
    InetSocketAddress find(InetSocketAddress peer, HeaderBlock headers) {
        List<String> candidates = new ArrayList<>();
        for (String value : headers.values(header)) {
            for (String part : value.split("[, \t]+")) {
                if (!part.isEmpty()) {
                    candidates.add(part);
                }
            }
        }
        InetSocketAddress found = peer;
        for (int i = candidates.size() - 1; i >= 0; i--) {
            InetSocketAddress candidate = parse(candidates.get(i));
            if (candidate == null) {
                break;
            }
            found = candidate;
            if (!recursive || !trusted.contains(candidate.getAddress())) {
                break;
            }
        }
        return found;
    }

    private static InetSocketAddress parse(String text) {
        String host = text;
        int port = 0;
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        if (colon > 0 && (bracketed ? text.charAt(colon - 1) == ']' : text.indexOf(':') == colon)) {
            host = text.substring(0, colon);
            try {
                port = Integer.parseInt(text.substring(colon + 1));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null || port < 0 || port > 0xffff) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
