package io.gatehouse.proxy.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gatehouse.plugin.metrics.Counter;
import io.gatehouse.plugin.metrics.Histogram;
import io.gatehouse.plugin.metrics.MetricFamily;
import io.gatehouse.plugin.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {
    private static final long[] BOUNDS = {1, 10};

    private final MetricRegistry registry = new MetricRegistry(3);
    private final MetricsPage page = new MetricsPage(
            registry, List.of(), text -> text.gauge("target", "t").sample(1));

    @Test
    void writesCountersWithTheirLabels() {
        MetricFamily<Counter> family = registry.counters("requests_total", "Requests", "route", "code");
        family.with("a", "200").add(2);
        family.with("a", "200").add(1);
        family.with("quo\"te\n", "404").add(1);
        assertEquals("""
                # HELP kong_nginx_metric_errors_total What was not counted because there are too many series
                # TYPE kong_nginx_metric_errors_total counter
                kong_nginx_metric_errors_total 0
                # HELP kong_requests_total Requests
                # TYPE kong_requests_total counter
                kong_requests_total{route="a",code="200"} 3
                kong_requests_total{route="quo\\"te\\n",code="404"} 1
                """, page.get());
    }

    @Test
    void writesHistogramsCumulatively() {
        Histogram histogram =
                registry.histograms("latency_ms", "Latency", BOUNDS, "route").with("a");
        for (long value : new long[] {0, 1, 2, 10, 11, 500}) {
            histogram.observe(value);
        }
        String text = page.get();
        assertEquals("""
                # HELP kong_latency_ms Latency
                # TYPE kong_latency_ms histogram
                kong_latency_ms_bucket{route="a",le="1"} 2
                kong_latency_ms_bucket{route="a",le="10"} 4
                kong_latency_ms_bucket{route="a",le="+Inf"} 6
                kong_latency_ms_count{route="a"} 6
                kong_latency_ms_sum{route="a"} 524
                """, text.substring(0, text.indexOf("# HELP kong_nginx")));
    }

    @Test
    void hasOneFamilyForAName() {
        assertSame(registry.counters("a", "first"), registry.counters("a", "second"));
    }

    @Test
    void wantsAValueForEachLabel() {
        assertThrows(
                IllegalArgumentException.class,
                () -> registry.counters("a", "help", "one", "two").with("1"));
    }

    @Test
    void countsWhatItHasNoRoomFor() {
        MetricFamily<Counter> family = registry.counters("a", "help", "n");
        for (int i = 0; i < 5; i++) {
            family.with(Integer.toString(i)).add(1);
        }
        family.with("0").add(1);
        String text = page.get();
        assertEquals(3, text.lines().filter(line -> line.startsWith("kong_a{")).count());
        assertEquals(1, text.lines().filter("kong_a{n=\"0\"} 2"::equals).count());
        assertEquals(
                1,
                text.lines().filter("kong_nginx_metric_errors_total 2"::equals).count());
    }

    @Test
    void showsTargetsWhileSomebodyAsksForThem() {
        Metrics.Shown first = registry.showTargetHealth();
        Metrics.Shown second = registry.showTargetHealth();
        first.close();
        first.close();
        assertEquals(1, targets());
        second.close();
        assertEquals(0, targets());
    }

    private long targets() {
        return page.get().lines().filter("kong_target 1"::equals).count();
    }

    @Test
    void losesNothingBetweenThreads() throws InterruptedException {
        int threads = 6;
        int each = 50_000;
        Counter counter = registry.counters("a", "help").with();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    counter.add(1);
                }
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        assertEquals(
                1,
                page.get().lines().filter(("kong_a " + threads * each)::equals).count());
    }
}
