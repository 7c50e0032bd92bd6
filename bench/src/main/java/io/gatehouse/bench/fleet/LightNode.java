package io.gatehouse.bench.fleet;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.snapshot.ConfigHash;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One data plane: dials, remembers what it has, and dials again after 5 to 10 s, as real ones do. Lives on one event loop, and
 * everything but its constructor is called there.
 */
final class LightNode {
    private static final String OPENING_TIMEOUT = "opening-timeout";
    private static final int PATIENCE_SECONDS = 5;
    private static final int FIRST_WAIT = (int) LinkProtocol.RECONNECT_AFTER_AT_LEAST.toSeconds();
    private static final int LAST_WAIT = (int) LinkProtocol.RECONNECT_AFTER_AT_MOST.toSeconds();

    private final Fleet fleet;
    private final int number;
    private final EventLoop loop;
    private final UUID id = UUID.randomUUID();

    private Channel channel;
    private long dialled;
    private boolean connected;
    private boolean configured;
    private String reason;

    // what it runs
    private String content = ConfigHash.EMPTY;
    private String hash = ConfigHash.EMPTY;
    private long revision;
    private int change;

    LightNode(Fleet fleet, int number, EventLoop loop) {
        this.fleet = fleet;
        this.number = number;
        this.loop = loop;
    }

    Fleet fleet() {
        return fleet;
    }

    UUID id() {
        return id;
    }

    int number() {
        return number;
    }

    EventLoop loop() {
        return loop;
    }

    void dial() {
        dialled = System.nanoTime();
        reason = "closed without a word";
        Bootstrap bootstrap = fleet.bootstrap().clone().group(loop).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel opened) {
                opened.pipeline()
                        .addLast(fleet.tls().handler(opened.alloc()))
                        .addLast(OPENING_TIMEOUT, new ReadTimeoutHandler(PATIENCE_SECONDS))
                        .addLast(new UpgradeAnswer(LightNode.this));
            }
        });
        Optional<InetSocketAddress> source = fleet.source(number);
        ChannelFuture connecting = source.isPresent()
                ? bootstrap.connect(fleet.controlPlane(), source.get())
                : bootstrap.connect(fleet.controlPlane());
        connecting.addListener(tried -> {
            if (tried.isSuccess()) {
                channel = connecting.channel();
                channel.closeFuture().addListener(closed -> closed());
            } else {
                because("TCP: " + tried.cause().getClass().getSimpleName());
                closed();
            }
        });
    }

    /** The first thing that goes wrong is the reason for what follows. */
    void because(String what) {
        if (reason.equals("closed without a word")) {
            reason = what;
        }
    }

    void connected() {
        connected = true;
        channel.pipeline().remove(OPENING_TIMEOUT);
        fleet.figures().opened(System.nanoTime() - dialled);
    }

    private void closed() {
        if (connected) {
            fleet.figures().lost(reason, configured);
        } else {
            fleet.figures().failed(reason);
        }
        connected = false;
        configured = false;
        if (!fleet.isOver()) {
            loop.schedule(this::dial, ThreadLocalRandom.current().nextInt(FIRST_WAIT, LAST_WAIT + 1), TimeUnit.SECONDS);
        }
    }

    void hangUp(String why) {
        if (channel != null && channel.isActive()) {
            because(why);
            channel.close();
        }
    }

    String content() {
        return content;
    }

    String hash() {
        return hash;
    }

    long revision() {
        return revision;
    }

    /** What the message brings is what it runs from now on. */
    void runs(String newContent, String newHash, long newRevision) {
        content = newContent;
        hash = newHash;
        revision = newRevision;
    }

    void has(int newChange) {
        int before = change;
        change = Math.max(before, newChange);
        fleet.arrived(before, change);
    }

    /** It has the newest configuration, as far as the control plane has told. */
    void settled() {
        if (!configured) {
            configured = true;
            fleet.figures().settled();
        }
    }
}
