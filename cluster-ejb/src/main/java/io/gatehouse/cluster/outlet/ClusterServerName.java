package io.gatehouse.cluster.outlet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

/**
 * Data planes in shared mode ask for the server name {@code kong_clustering}. Java's TLS refuses it, because an underscore is not
 * allowed in a host name (RFC 6066 §3), unless the JVM leaves that extension alone.
 */
final class ClusterServerName {

    /** What a JVM needs that shall accept the name. Server-side name selection is off with it, in the whole JVM. */
    static final String JVM_OPTION = "-Djdk.tls.server.disableExtensions=server_name";

    private static final byte[] NAME = "kong_clustering".getBytes(StandardCharsets.US_ASCII);

    private ClusterServerName() {}

    /** Shows a greeting with the name to a fresh engine of the listener and reports whether it is answered. */
    static boolean acceptedBy(SSLEngine server) {
        ByteBuffer greeting = greeting();
        try {
            server.unwrap(greeting, ByteBuffer.allocate(server.getSession().getApplicationBufferSize()));
            for (Runnable task = server.getDelegatedTask(); task != null; task = server.getDelegatedTask()) {
                task.run();
            }
            server.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(server.getSession().getPacketBufferSize()));
            return true;
        } catch (SSLException refused) {
            return false;
        }
    }

    private static ByteBuffer greeting() {
        try {
            SSLEngine client = SSLContext.getDefault().createSSLEngine();
            client.setUseClientMode(true);
            SSLParameters parameters = client.getSSLParameters();
            parameters.setServerNames(List.of(new RawName()));
            client.setSSLParameters(parameters);
            ByteBuffer greeting = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
            client.wrap(ByteBuffer.allocate(0), greeting);
            return greeting.flip();
        } catch (GeneralSecurityException | SSLException unusable) {
            throw new IllegalStateException("this JVM cannot speak TLS: " + unusable.getMessage(), unusable);
        }
    }

    private static final class RawName extends SNIServerName {
        RawName() {
            super(StandardConstants.SNI_HOST_NAME, NAME);
        }
    }
}
