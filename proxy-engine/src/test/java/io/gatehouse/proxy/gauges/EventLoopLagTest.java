package io.gatehouse.proxy.gauges;

import static org.awaitility.Awaitility.await;

import io.gatehouse.model.metrics.ExpositionText;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EventLoopLagTest {

    @Test
    void tellsOfATaskThatHeldTheLoopUp() {
        EventLoop loop = new DefaultEventLoop();
        try {
            EventLoopLag lag = new EventLoopLag(List.of(loop));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(400);
            loop.execute(() -> {
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            });
            await().until(() -> seconds(lag) >= 0.2);
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static double seconds(EventLoopLag lag) {
        ExpositionText text = new ExpositionText();
        lag.accept(text);
        return text.toString()
                .lines()
                .filter(line -> line.startsWith("kong_event_loop_lag_seconds{loop=\"0\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(0);
    }
}
