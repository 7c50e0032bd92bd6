package io.gatehouse.proxy.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.Node;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.config.CompilerServices;
import io.gatehouse.proxy.config.ConfigCompiler;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.NameResolver;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {

    @ParameterizedTest
    @EnumSource
    void whatIsRehearsedIsValidInEveryFlavour(RouterFlavor flavor) throws Exception {
        try (NameResolver names =
                new NameResolver(DnsSettings.of(Settings.load(Map.of(), Optional.empty(), Map.of())))) {
            ConfigCompiler compiler = new ConfigCompiler(
                    flavor,
                    List.of(),
                    new CompilerServices(
                            new Node("n1", "host"), Runnable::run, new Balancers(names), Clock.systemUTC()));
            ActiveConfiguration stage = new ActiveConfiguration(
                    new DeclarativeConfig(EntityCatalog.of(List.of(), flavor)), compiler::compile);
            new Rehearsal(stage, flavor).rehearse(2);
            assertEquals(150, stage.table().rows("routes").size());
            assertEquals(6, stage.activations().applied());
        }
    }
}
