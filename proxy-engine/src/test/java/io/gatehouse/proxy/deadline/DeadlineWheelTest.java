package io.gatehouse.proxy.deadline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
    private MultiThreadIoEventLoopGroup group;
    private EventLoop loop;
    private DeadlineWheel wheel;

    private static final class Counted extends Deadline {
        final AtomicInteger expirations = new AtomicInteger();
        volatile long at;

        @Override
        protected void expired() {
            at = System.nanoTime();
            expirations.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        loop = group.next();
        wheel = new DeadlineWheel(loop);
        loop.submit(wheel::start).syncUninterruptibly();
    }

    @AfterEach
    void stop() {
        group.shutdownGracefully();
    }

    private void onLoop(Runnable action) {
        loop.submit(action).syncUninterruptibly();
    }

    @Test
    void expiresOnceAndNotEarly() {
        Counted deadline = new Counted();
        long start = System.nanoTime();
        onLoop(() -> wheel.set(deadline, 100));
        await().atMost(Duration.ofSeconds(5)).until(() -> deadline.expirations.get() == 1);
        assertTrue(deadline.at - start >= Duration.ofMillis(100).toNanos());
    }

    @Test
    void expiresNotEarlyWhenTheLoopWasBusy() {
        Counted deadline = new Counted();
        long[] start = new long[1];
        onLoop(() -> {
            // a task that keeps the loop from turning the wheel
            long busy = System.nanoTime() + Duration.ofMillis(200).toNanos();
            while (System.nanoTime() < busy) {
                Thread.onSpinWait();
            }
            start[0] = System.nanoTime();
            wheel.set(deadline, 100);
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> deadline.expirations.get() == 1);
        assertTrue(deadline.at - start[0] >= Duration.ofMillis(100).toNanos());
    }

    @Test
    void canBePutOffBroughtForwardAndUnset() {
        Counted putOff = new Counted();
        Counted broughtForward = new Counted();
        Counted unset = new Counted();
        long start = System.nanoTime();
        onLoop(() -> {
            wheel.set(putOff, 60);
            wheel.set(putOff, 300);
            wheel.set(broughtForward, 60_000);
            wheel.set(broughtForward, 60);
            wheel.set(unset, 60);
            wheel.unset(unset);
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> putOff.expirations.get() == 1);
        assertTrue(putOff.at - start >= Duration.ofMillis(300).toNanos());
        assertEquals(1, broughtForward.expirations.get());
        assertEquals(0, unset.expirations.get());
    }

    @Test
    void anExpiredDeadlineMayDiscardOthersOfItsSlot() {
        Counted other = new Counted();
        Counted after = new Counted();
        Deadline first = new Deadline() {
            @Override
            protected void expired() {
                wheel.discard(other);
            }
        };
        onLoop(() -> {
            wheel.set(after, 60);
            wheel.set(other, 60);
            wheel.set(first, 60);
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> after.expirations.get() == 1);
        assertEquals(0, other.expirations.get());
    }
}
