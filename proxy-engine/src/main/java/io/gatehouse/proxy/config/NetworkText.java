package io.gatehouse.proxy.config;

import io.gatehouse.proxy.entity.AddressRule.Network;
import io.netty.util.NetUtil;

/** Reads {@code 198.51.100.0/24} and the like. */
final class NetworkText {
    private NetworkText() {}

    static Network parse(Row row, String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        int bits = address == null ? 0 : address.length * 8;
        if (address != null && slash >= 0) {
            bits = prefixLength(text.substring(slash + 1), bits);
        }
        if (address == null || bits < 0) {
            throw row.wrong("ip", "an IP address or a network like 198.51.100.0/24");
        }
        for (int i = 0; i < address.length; i++) {
            int keep = Math.max(0, Math.min(8, bits - i * 8));
            address[i] &= (byte) (0xFF00 >> keep);
        }
        return new Network(address, bits, slash >= 0);
    }

    private static int prefixLength(String text, int most) {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int bits = Integer.parseInt(text);
        return bits <= most ? bits : -1;
    }
}
