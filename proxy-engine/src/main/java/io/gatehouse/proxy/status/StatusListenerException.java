package io.gatehouse.proxy.status;

import java.net.InetSocketAddress;

/** A status listener could not be opened. */
public final class StatusListenerException extends RuntimeException {
    StatusListenerException(InetSocketAddress address, Throwable cause) {
        super(
                "status_listen: cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                        + cause.getMessage() + "; stop what uses the port or change status_listen",
                cause);
    }
}
