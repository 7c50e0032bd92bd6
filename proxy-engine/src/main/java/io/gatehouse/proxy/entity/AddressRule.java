package io.gatehouse.proxy.entity;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a route's {@code sources} or {@code destinations}: a network, a port, or both.
 *
 * @param network empty: any address
 * @param port empty: any port
 */
public record AddressRule(Optional<Network> network, OptionalInt port) {

    public boolean matches(InetAddress address, int candidatePort) {
        return (port.isEmpty() || port.getAsInt() == candidatePort)
                && (network.isEmpty() || network.get().contains(address));
    }

    /**
     * An address range.
     *
     * @param address first address, 4 or 16 bytes, host bits zero
     * @param bits length of the prefix
     * @param range whether it was written with a prefix length; an exact address ranks higher
     */
    public record Network(byte[] address, int bits, boolean range) {

        public boolean contains(InetAddress candidate) {
            byte[] bytes = candidate.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            int whole = bits >> 3;
            for (int i = 0; i < whole; i++) {
                if (bytes[i] != address[i]) {
                    return false;
                }
            }
            int rest = bits & 7;
            return rest == 0 || ((bytes[whole] ^ address[whole]) & (0xFF00 >> rest) & 0xFF) == 0;
        }
    }
}
