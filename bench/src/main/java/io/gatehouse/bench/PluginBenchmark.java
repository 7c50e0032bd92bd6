package io.gatehouse.bench;

import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.plugin.Step;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.phase.ConfiguredPlugin;
import io.gatehouse.proxy.phase.Phase;
import io.gatehouse.proxy.phase.PluginPlan;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What plugins cost per request: their access and log phases, without the gateway around them. 1,000 consumers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class PluginBenchmark {
    private static final int CONSUMERS = 1000;

    /** Which plugins a route has. */
    public enum Plugins {
        KEY_AUTH("{name: key-auth}"),
        RATE_LIMITING("{name: rate-limiting, config: {minute: 1000000000}}"),
        KEY_AUTH_AND_RATE_LIMITING("{name: key-auth}, {name: rate-limiting, config: {minute: 1000000000}}"),
        ALL_WINDOWS("{name: key-auth}, {name: rate-limiting, config: {second: 1000000000, minute: 1000000000,"
                + " hour: 1000000000, day: 1000000000, month: 1000000000, year: 1000000000}}"),
        PROMETHEUS("{name: prometheus, config: {status_code_metrics: true, latency_metrics: true,"
                + " bandwidth_metrics: true, per_consumer: true}}");

        private final String text;

        Plugins(String text) {
            this.text = text;
        }
    }

    @State(Scope.Benchmark)
    public static class Shared {
        @Param
        private Plugins plugins;

        private RouteConfig route;
        private PluginPlan plan;

        @Setup(Level.Trial)
        public void compile() {
            List<PluginType> types = ServiceLoader.load(PluginType.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            DeclarativeConfig reader = new DeclarativeConfig(
                    EntityCatalog.of(types.stream().map(PluginType::definition).toList()));
            StringBuilder text = new StringBuilder("_format_version: '3.0'\nconsumers:\n");
            for (int i = 0; i < CONSUMERS; i++) {
                text.append("- {username: c")
                        .append(i)
                        .append(", keyauth_credentials: [{key: ")
                        .append(key(i))
                        .append("}]}\n");
            }
            text.append(
                            "services:\n- name: s\n  url: http://127.0.0.1:1\n  routes:\n  - {name: r, paths: [/], plugins: [")
                    .append(plugins.text)
                    .append("]}\n");
            GatewayConfig config = Compilers.compiler(RouterFlavor.TRADITIONAL_COMPATIBLE, types)
                    .compile(reader.parse(text.toString()), "0".repeat(32));
            route = config.routes().get(0);
            plan = config.plan(route);
        }

        private static String key(int i) {
            return "key-of-consumer-" + i + "-0123456789abcdef";
        }
    }

    @State(Scope.Thread)
    public static class Loop {
        private final PluginExchange[] exchanges = new PluginExchange[64];
        private Shared shared;
        private int next;

        @Setup
        public void prepare(Shared everything) {
            shared = everything;
            for (int i = 0; i < exchanges.length; i++) {
                exchanges[i] = new PluginExchange(
                        Shared.key(i * 15), shared.route, shared.route.service().orElseThrow());
            }
        }

        int request() {
            PluginExchange exchange = exchanges[next++ & exchanges.length - 1];
            exchange.clear();
            PluginPlan plan = shared.plan;
            for (int at = plan.next(0); at < plan.size(); at = plan.next(at + 1)) {
                if (plan.at(at).plugin().access(exchange) != Step.NEXT) {
                    throw new IllegalStateException(plan.at(at) + " did not let the request pass");
                }
            }
            for (ConfiguredPlugin plugin : plan.plugins(Phase.LOG)) {
                plugin.plugin().log(exchange);
            }
            return next;
        }
    }

    @Benchmark
    @Threads(1)
    public int oneLoop(Loop loop) {
        return loop.request();
    }

    @Benchmark
    @Threads(2)
    public int twoLoops(Loop loop) {
        return loop.request();
    }
}
