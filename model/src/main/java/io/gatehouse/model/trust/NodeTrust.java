package io.gatehouse.model.trust;

import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node trusts as a client: {@code lua_ssl_trusted_certificate}, and in a hybrid deployment what the cluster's nodes recognise
 * each other by, so that nobody has to name that twice.
 */
public final class NodeTrust {

    /** The settings behind {@link #values}, for messages. */
    public static final String SETTINGS = "lua_ssl_trusted_certificate, cluster_cert or cluster_ca_cert";

    private NodeTrust() {}

    /** The values of the settings, each {@code system}, a path, PEM text or base64. */
    public static List<String> values(Settings settings) {
        List<String> values = new ArrayList<>(settings.list("lua_ssl_trusted_certificate"));
        if (settings.role() != Role.TRADITIONAL) {
            settings.text(isPki(settings) ? "cluster_ca_cert" : "cluster_cert").ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    /** Whether nodes recognise each other by an authority, and not by one certificate that all of them share. */
    public static boolean isPki(Settings settings) {
        return settings.text("cluster_mtls").filter("pki"::equals).isPresent();
    }
}
