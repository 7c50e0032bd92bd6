package io.gatehouse.proxy.dns;

import java.net.InetAddress;

/**
 * One address of a name.
 *
 * @param name the name that was asked for, or the one in an SRV record
 * @param port from an SRV record; 0: the asker's own
 * @param weight from an SRV record, at least 1; 0: the asker's own
 */
public record ResolvedAddress(InetAddress address, String name, int port, int weight) {}
