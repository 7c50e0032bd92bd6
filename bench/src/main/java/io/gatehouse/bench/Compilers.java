package io.gatehouse.bench;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.config.CompilerServices;
import io.gatehouse.proxy.config.ConfigCompiler;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.RecordType;
import io.gatehouse.proxy.dns.ResolverFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes compilers as a node does. */
final class Compilers {
    private Compilers() {}

    static ConfigCompiler compiler(RouterFlavor flavor) {
        return compiler(flavor, List.of());
    }

    static ConfigCompiler compiler(RouterFlavor flavor, List<PluginType> plugins) {
        NameResolver names = new NameResolver(new DnsSettings(
                List.of(),
                Path.of("/etc/hosts"),
                List.of(RecordType.A),
                false,
                false,
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                10_000,
                true,
                ResolverFile.NONE));
        return new ConfigCompiler(
                flavor,
                plugins,
                new CompilerServices(
                        new Node("bench", "bench"), Runnable::run, new Balancers(names), Clock.systemUTC()));
    }
}
