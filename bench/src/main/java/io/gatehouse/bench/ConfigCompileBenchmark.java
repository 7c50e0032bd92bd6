package io.gatehouse.bench;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.config.ConfigCompiler;
import io.gatehouse.proxy.config.GatewayConfig;
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
import org.openjdk.jmh.annotations.Warmup;

/** What compiling a configuration costs: the whole of it, as at the start of a node. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class ConfigCompileBenchmark {
    @Param({"1000", "10000", "100000"})
    private int routes;

    @Param
    private RouteLayout layout;

    private ConfigCompiler compiler;
    private ConfigTable table;

    @Setup
    public void read() {
        table = layout.table(routes);
    }

    /** A compiler that has compiled nothing yet: it would keep what it knows. */
    @Setup(Level.Iteration)
    public void forget() {
        compiler = Compilers.compiler(
                layout == RouteLayout.CONDITIONS ? RouterFlavor.EXPRESSIONS : RouterFlavor.TRADITIONAL_COMPATIBLE);
    }

    @Benchmark
    public GatewayConfig compile() {
        return compiler.compile(table, "");
    }
}
