package io.gatehouse.cluster.outlet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is to send a large frame. */
class PayloadLaneTest {
    private static final int MOVING = 16;
    private static final int STANDING = 64;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final PayloadLane lane = new PayloadLane(loop, Duration.ofSeconds(3));

    private static final class Recorder implements PayloadLane.Sender {
        private volatile boolean turn;
        private volatile boolean cutOff;

        @Override
        public void turn() {
            turn = true;
        }

        @Override
        public void cutOff() {
            cutOff = true;
        }
    }

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private <T> T onLoop(Callable<T> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }

    private boolean enter(Recorder sender) {
        return onLoop(() -> lane.enter(sender));
    }

    private List<Recorder> entered(int count) {
        List<Recorder> senders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Recorder sender = new Recorder();
            sender.turn = enter(sender);
            senders.add(sender);
        }
        return senders;
    }

    private static long turns(List<Recorder> senders) {
        return senders.stream().filter(sender -> sender.turn).count();
    }

    @Test
    void letsTheNextBeginWhenOneHasFinished() {
        List<Recorder> senders = entered(MOVING + 2);
        assertEquals(MOVING, turns(senders));
        assertTrue(enter(senders.get(0)), "whoever has a turn keeps it");
        assertFalse(enter(senders.get(MOVING)), "asking again changes nothing");
        onLoop(() -> {
            lane.leave(senders.get(3));
            return null;
        });
        await().until(() -> senders.get(MOVING).turn);
        assertFalse(senders.get(MOVING + 1).turn);
    }

    @Test
    void makesRoomWhereNothingMoves() {
        List<Recorder> senders = entered(MOVING + 1);
        await().atMost(Duration.ofSeconds(5)).until(() -> senders.get(MOVING).turn);
        assertTrue(enter(senders.get(0)), "it may go on when its data plane reads again");
    }

    @Test
    void cutsOffWhoStandsStillForTooLong() {
        List<Recorder> senders = entered(2);
        loop.scheduleAtFixedRate(() -> lane.moved(senders.get(1)), 0, 200, TimeUnit.MILLISECONDS);
        await().atMost(Duration.ofSeconds(8)).until(() -> senders.get(0).cutOff);
        assertFalse(senders.get(1).cutOff, "it moves");
    }

    @Test
    void keepsOnlySoManyThatStandStill() {
        List<Recorder> senders = entered(STANDING + 3 * MOVING);
        await().atMost(Duration.ofSeconds(20)).until(() -> turns(senders) == senders.size());
        assertTrue(senders.get(0).cutOff, "the first to stand still makes room for the last");
    }
}
