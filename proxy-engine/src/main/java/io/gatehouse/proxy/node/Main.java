package io.gatehouse.proxy.node;

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

/**
 * The data plane's program: {@code [-c FILE] [-p PREFIX]}, and {@code KONG_*} in the environment. SIGHUP has a
 * node on its own read its declarative file again. Stays until it is terminated; then it drains and ends with exit code 0. What keeps it from starting is told on the error stream, with exit
 * code 1.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Netty's events would load the flight recorder, a fifth of the start, for recordings that nobody makes here
        System.setProperty("io.netty.jfr.enabled", System.getProperty("io.netty.jfr.enabled", "false"));
        try {
            Termination.endsWithStatusZero();
            DataPlane node = DataPlane.start(settings(arguments));
            Signals.on("HUP", node::reload);
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
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
