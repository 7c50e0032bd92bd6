package io.gatehouse.proxy.health;

import java.util.List;
import java.util.function.Supplier;

/**
 * What is probed.
 *
 * @param present the addresses of the moment
 */
record WatchedUpstream(UpstreamHealth health, Supplier<List<AddressHealth>> present) {

    List<AddressHealth> addresses() {
        return present.get();
    }
}
