package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Field;
import io.gatehouse.proxy.entity.AddressRule.Network;
import java.net.InetSocketAddress;

/**
 * Compares a field that holds an address.
 *
 * @param inside whether the address has to belong to the network, or has not to
 */
record AddressCondition(Field.Kind field, boolean inside, Network network) implements Condition {

    @Override
    public boolean holds(RouteRequest request, int port, MatchNotes notes) {
        InetSocketAddress address = field == Field.Kind.SOURCE_ADDRESS ? request.source() : request.destination();
        return network.contains(address.getAddress()) == inside;
    }
}
