package io.gatehouse.proxy.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.PluginVersion;
import io.gatehouse.model.link.rpc.Hello;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.Node;
import io.gatehouse.proxy.link.LinkSessions;
import io.gatehouse.proxy.link.rpc.PreferredSessions;
import io.gatehouse.proxy.link.rpc.RpcLinkSessions;
import io.gatehouse.proxy.link.rpc.SyncReceiver;
import java.util.Optional;
import java.util.Set;

/** What the settings say about the JSON-RPC link: whether it is used, and whether configuration comes on it. */
final class RpcLinkSetting {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;
    private final Node identity;
    private final LoadedPlugins plugins;

    RpcLinkSetting(Settings settings, Node identity, LoadedPlugins plugins) {
        this.settings = settings;
        this.identity = identity;
        this.plugins = plugins;
    }

    /** The sessions that configuration comes on: on either link when JSON-RPC may bring it. */
    LinkSessions configuration(LinkSessions outlet, SyncReceiver receiver) {
        return isUsed() && bringsConfiguration()
                ? new PreferredSessions(sessions(Optional.of(receiver)), outlet)
                : outlet;
    }

    /** The sessions of a JSON-RPC link besides the one that configuration comes on. */
    Optional<LinkSessions> besides() {
        return isUsed() && !bringsConfiguration() ? Optional.of(sessions(Optional.empty())) : Optional.empty();
    }

    private boolean isUsed() {
        return settings.flag("cluster_rpc");
    }

    private boolean bringsConfiguration() {
        return settings.flag("cluster_incremental_sync");
    }

    private RpcLinkSessions sessions(Optional<SyncReceiver> receiver) {
        ObjectNode configuration = JSON.valueToTree(settings.effective());
        Hello hello = new Hello(
                identity.id(),
                Optional.of(identity.hostname()),
                Product.COMPATIBLE_VERSION,
                Hello.withPlugins(
                        configuration,
                        plugins.versions().stream().map(PluginVersion::name).toList()),
                Set.of());
        return new RpcLinkSessions(hello, receiver, settings.integer("cluster_max_payload"));
    }
}
