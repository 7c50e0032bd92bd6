package io.gatehouse.model.product;

import java.lang.reflect.Proxy;

/**
 * Requests to end that come from outside. A JVM obeys them by running its shutdown hooks, but then reports the signal in its
 * exit status (143, 130), which service managers take for a failure.
 */
public final class Termination {
    private Termination() {}

    /**
     * From now on SIGTERM and SIGINT end this JVM with exit status 0, after its shutdown hooks. Where the platform does not
     * let programs handle signals, everything stays as it is.
     */
    public static void endsWithStatusZero() {
        handle("TERM");
        handle("INT");
    }

    // by name: the compiler warns of these classes, although every JDK exports them and there are no others
    private static void handle(String signalName) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    Termination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(0);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(signalName), exit);
        } catch (ReflectiveOperationException refused) {
            // another platform, or an option such as -Xrs that leaves the signal to somebody else
            return;
        }
    }
}
