package io.gatehouse.proxy.node;

import io.gatehouse.model.control.ControlListener;
import io.gatehouse.model.product.Signals;
import io.gatehouse.model.product.Termination;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane's program: {@code [-c FILE] [-p PREFIX]}, and {@code KONG_*} in the environment. SIGHUP reloads. Stays until it
 * is terminated; then it drains and ends with exit code 0. What keeps it from starting is told on the error stream, with exit code 1.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) {
        // Netty's events would load the flight recorder, a fifth of the start, for recordings that nobody makes here
        System.setProperty("io.netty.jfr.enabled", System.getProperty("io.netty.jfr.enabled", "false"));
        try {
            Termination.endsWithStatusZero();
            Settings settings = settings(arguments);
            DataPlane node = DataPlane.start(settings);
            NodeControl control = new NodeControl(settings, node);
            Signals.on("HUP", control::hangUp);
            Optional<ControlListener> socket = listen(settings.prefix(), control);
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                // first, for the prefix is free for another node when this one has closed
                                socket.ifPresent(Main::close);
                                node.close();
                                ended.countDown();
                            },
                            "shutdown"));
            ended.await();
        } catch (SettingsException invalid) {
            invalid.errors().forEach(Main::complain);
            System.exit(1);
        } catch (StartException | IOException failure) {
            complain(failure.getMessage());
            System.exit(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A node serves without its control socket; only the command line misses it. */
    private static Optional<ControlListener> listen(Path prefix, NodeControl control) {
        try {
            return Optional.of(ControlListener.open(prefix, control::answer));
        } catch (IOException | UnsupportedOperationException impossible) {
            LOG.warn("the command line cannot reach this node, use signals: no socket in {}: {}", prefix, impossible);
            return Optional.empty();
        }
    }

    private static void close(ControlListener socket) {
        try {
            socket.close();
        } catch (IOException left) {
            LOG.warn("stopping: the control socket could not be removed: {}", left.toString());
        }
    }

    private static void complain(String problem) {
        System.err.println("Error: " + problem);
    }

    private static Settings settings(String[] arguments) {
        Optional<Path> file = Optional.empty();
        Map<String, String> overrides = new HashMap<>();
        for (int at = 0; at < arguments.length; at++) {
            String option = arguments[at];
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 && at + 1 == arguments.length) {
                throw new StartException(option + ": expected -c FILE or -p PREFIX");
            }
            String value = equals < 0 ? arguments[++at] : option.substring(equals + 1);
            switch (name) {
                case "-c", "--conf" -> file = Optional.of(Path.of(value));
                case "-p", "--prefix" -> overrides.put("prefix", value);
                default -> throw new StartException(name + " is unknown; expected -c FILE or -p PREFIX");
            }
        }
        return Settings.load(System.getenv(), file, overrides);
    }
}
