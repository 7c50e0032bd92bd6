package io.gatehouse.bench.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.model.link.BasicInfo;
import io.gatehouse.model.link.PluginVersion;
import io.gatehouse.plugins.bundled.BundledPlugins;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Light data planes that dial one control plane, and dial it again when they lose it. Thread-safe. */
public final class Fleet implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5000;

    private final FleetOptions options;
    private final FleetTls tls;
    private final byte[] introduction;
    private final MultiThreadIoEventLoopGroup loops;
    private final Bootstrap bootstrap;
    private final MessageReader reader = new MessageReader();
    private final FleetFigures figures = new FleetFigures();
    private final List<LightNode> nodes = new ArrayList<>();
    private volatile Spread spread = new Spread(Integer.MAX_VALUE, 0);
    private volatile boolean over;

    private Fleet(FleetOptions options) {
        this.options = options;
        this.tls = new FleetTls(options.pair());
        this.introduction = introductionOf();
        this.loops = new MultiThreadIoEventLoopGroup(
                options.loops(), new DefaultThreadFactory("fleet", true), NioIoHandler.newFactory());
        this.bootstrap = new Bootstrap()
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_REUSEADDR, true);
    }

    /** Starts to dial; returns at once. */
    public static Fleet start(FleetOptions options) {
        Fleet fleet = new Fleet(options);
        for (int number = 0; number < options.nodes(); number++) {
            LightNode node = new LightNode(fleet, number, fleet.loops.next());
            fleet.nodes.add(node);
            long delay =
                    options.dialsPerSecond() == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) * number / options.dialsPerSecond();
            node.loop().schedule(node::dial, delay, TimeUnit.NANOSECONDS);
        }
        return fleet;
    }

    private static byte[] introductionOf() {
        List<PluginVersion> plugins = BundledPlugins.definitions().stream()
                .map(plugin -> new PluginVersion(plugin.name(), Optional.of(plugin.version())))
                .toList();
        return new BasicInfo(plugins, JsonNodeFactory.instance.objectNode(), Map.of()).encode();
    }

    public FleetFigures figures() {
        return figures;
    }

    /** Number of nodes. */
    public int size() {
        return options.nodes();
    }

    /** Measures, from now on, how a change gets around; the ones before it are forgotten. */
    public Spread follow(int change) {
        spread = new Spread(change, System.nanoTime());
        return spread;
    }

    /** All hang up at once; they dial again after 5 to 10 s. */
    public void hangUp() {
        for (LightNode node : nodes) {
            node.loop().execute(() -> node.hangUp("hung up"));
        }
    }

    boolean takesDeltas() {
        return options.pairing() == Pairing.DELTAS;
    }

    InetSocketAddress controlPlane() {
        return options.controlPlane();
    }

    Optional<InetSocketAddress> source(int number) {
        return options.sources() == 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress("127.0.0." + (1 + number % options.sources()), 0));
    }

    Bootstrap bootstrap() {
        return bootstrap;
    }

    FleetTls tls() {
        return tls;
    }

    byte[] introduction() {
        return introduction;
    }

    MessageReader reader() {
        return reader;
    }

    void arrived(int before, int now) {
        spread.arrived(before, now);
    }

    boolean isOver() {
        return over;
    }

    /** Hangs up for good. */
    @Override
    public void close() {
        over = true;
        hangUp();
        loops.shutdownGracefully(100, 5000, TimeUnit.MILLISECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
