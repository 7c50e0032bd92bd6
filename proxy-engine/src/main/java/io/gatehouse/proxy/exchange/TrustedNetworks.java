package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.entity.AddressRule.Network;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;

/** The peers whose forwarded headers are believed: the setting {@code trusted_ips}. */
public record TrustedNetworks(List<Network> networks) {

    public static final TrustedNetworks NONE = new TrustedNetworks(List.of());

    public TrustedNetworks {
        networks = List.copyOf(networks);
    }

    /**
     * @param entries addresses and ranges such as {@code 10.0.0.0/8}; {@code unix:} is passed over, as no listener is a
     *     UNIX socket
     * @throws IllegalArgumentException for anything else
     */
    public static TrustedNetworks of(List<String> entries) {
        return new TrustedNetworks(entries.stream()
                .filter(entry -> !entry.equals("unix:"))
                .map(TrustedNetworks::network)
                .toList());
    }

    private static Network network(String entry) {
        int slash = entry.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? entry : entry.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("trusted_ips has '" + entry + "'; use an address or address/bits");
        }
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(entry.substring(slash + 1));
        for (int bit = bits; bit < address.length * 8; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return new Network(address, bits, slash >= 0);
    }

    public boolean contains(InetAddress address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
