package io.gatehouse.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.config.ConfigCompiler;
import io.gatehouse.proxy.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What compiling costs when one row of many changed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class ConfigChangeBenchmark {
    /** Which row changes. */
    public enum Change {
        /** A route gets another path. */
        ROUTE,
        /** A service of ten routes gets another path. */
        SERVICE
    }

    @Param({"1000", "100000"})
    private int routes;

    @Param({"PATHS", "HOSTS"})
    private RouteLayout layout;

    @Param
    private Change change;

    @Param({"TRADITIONAL_COMPATIBLE", "TRADITIONAL"})
    private RouterFlavor flavor;

    private final ConfigTable[] tables = new ConfigTable[2];
    private ConfigCompiler compiler;
    private int next;

    @Setup
    public void read() {
        compiler = Compilers.compiler(flavor);
        tables[0] = layout.table(routes);
        List<ObjectNode> services = new ArrayList<>(tables[0].rows("services"));
        List<ObjectNode> changed = new ArrayList<>(tables[0].rows("routes"));
        if (change == Change.ROUTE) {
            ObjectNode route = changed.get(routes / 2).deepCopy();
            route.putArray("paths").add("/changed/");
            changed.set(routes / 2, route);
        } else {
            services.set(0, services.get(0).deepCopy().put("path", "/changed"));
        }
        tables[1] = ConfigTable.of(Map.of("services", services, "routes", changed));
        compiler.compile(tables[0], "");
    }

    @Benchmark
    public GatewayConfig compile() {
        return compiler.compile(tables[++next & 1], "");
    }
}
