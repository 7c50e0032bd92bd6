package io.gatehouse.bench;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.proxy.router.RouteMatch;
import io.gatehouse.proxy.router.RouteRequest;
import io.gatehouse.proxy.router.Router;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Random;
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

/** What finding a route costs, and that it does not grow with their number. Requests go to 64 routes in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class RouterMatchBenchmark {
    @Param({"1", "100", "10000", "100000"})
    private int routes;

    @Param
    private RouteLayout layout;

    @Param({"TRADITIONAL_COMPATIBLE", "TRADITIONAL", "EXPRESSIONS"})
    private RouterFlavor flavor;

    private final RouteRequest[] requests = new RouteRequest[64];
    private Router router;
    private int next;

    @Setup
    public void compile() {
        if (layout == RouteLayout.CONDITIONS && flavor != RouterFlavor.EXPRESSIONS) {
            throw new IllegalArgumentException("routes with expressions need the flavour EXPRESSIONS");
        }
        router = Compilers.compiler(flavor).compile(layout.table(routes), "").router();
        Random random = new Random(7);
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 8000);
        for (int i = 0; i < requests.length; i++) {
            int number = random.nextInt(routes);
            requests[i] = new BenchRequest(layout.host(number), layout.path(number), address);
        }
    }

    @Benchmark
    public Optional<RouteMatch> match() {
        return router.match(requests[next++ & requests.length - 1]);
    }
}
