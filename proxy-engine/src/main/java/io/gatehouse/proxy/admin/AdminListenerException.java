package io.gatehouse.proxy.admin;

import java.net.InetSocketAddress;

/** A listener of the Admin API could not be opened. */
public final class AdminListenerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AdminListenerException(InetSocketAddress address, Throwable cause) {
        super(
                "admin_listen: cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                        + cause.getMessage() + "; stop what uses the port or change admin_listen",
                cause);
    }
}
