package io.gatehouse.model.product;

import java.lang.reflect.Proxy;

/** Signals of the operating system that this process answers in a way of its own. */
public final class Signals {
    private Signals() {}

    /**
     * From now on a signal runs an action, on a thread of the JVM. Where the platform does not let programs handle signals,
     * everything stays as it is.
     *
     * @param name without {@code SIG}
     */
    public static void on(String name, Runnable action) {
        // by name: the compiler warns of these classes, although every JDK exports them and there are no others
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object run = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), run);
        } catch (ReflectiveOperationException refused) {
            // another platform, or an option such as -Xrs that leaves the signal to somebody else
            return;
        }
    }
}
