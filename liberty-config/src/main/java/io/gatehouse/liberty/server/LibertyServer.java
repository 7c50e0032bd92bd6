package io.gatehouse.liberty.server;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Open Liberty inside this JVM, through its embedding interface ({@code com.ibm.wsspi.kernel.embeddable}). That interface is
 * called by reflection because it is published in the runtime alone, not as an artifact to compile against.
 *
 * <p>One JVM instead of a launcher and a server saves the start of the second, lets variables (passwords among them) be
 * handed over in memory, and ties the embedded PostgreSQL to the server's life.
 */
public final class LibertyServer {
    private static final String INTERFACES = "com.ibm.wsspi.kernel.embeddable.";

    private final Object server;
    private final Class<?> type;

    /**
     * Describes a server; nothing starts yet.
     *
     * @param name the server's folder in {@code userFolder/servers}
     * @param userFolder configuration, Liberty's {@code WLP_USER_DIR}
     * @param outputFolder working files, Liberty's {@code WLP_OUTPUT_DIR}
     * @param logFolder where {@code messages.log} and first-failure data go
     */
    public LibertyServer(String name, Path userFolder, Path outputFolder, Path logFolder) {
        try {
            Class<?> builderType = Class.forName(INTERFACES + "ServerBuilder");
            Object builder = builderType.getConstructor().newInstance();
            builderType.getMethod("setName", String.class).invoke(builder, name);
            builderType.getMethod("setUserDir", File.class).invoke(builder, userFolder.toFile());
            builderType.getMethod("setOutputDir", File.class).invoke(builder, outputFolder.toFile());
            builderType.getMethod("setLogDir", File.class).invoke(builder, logFolder.toFile());
            server = builderType.getMethod("build").invoke(builder);
            type = Class.forName(INTERFACES + "Server");
        } catch (ClassNotFoundException e) {
            throw new LibertyException(
                    "Open Liberty is missing: wlp/bin/tools/ws-server.jar is not beside control-plane.jar", e);
        } catch (InvocationTargetException e) {
            throw new LibertyException(
                    "Open Liberty cannot be set up: " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LibertyException("this version of Open Liberty cannot be embedded: " + e, e);
        }
    }

    /**
     * Starts the server and blocks until its ports are open and the application has started or failed.
     *
     * @param variables configuration variables, like the content of {@code bootstrap.properties}
     * @throws LibertyException when the server does not start
     */
    public void start(Map<String, String> variables) throws InterruptedException {
        await(invoke("start", new HashMap<>(variables)), "start");
    }

    public boolean isRunning() {
        try {
            return (Boolean) type.getMethod("isRunning").invoke(server);
        } catch (ReflectiveOperationException e) {
            throw new LibertyException("Open Liberty does not tell its state: " + e, e);
        }
    }

    /** Stops the server: requests in flight end first. Blocks until everything is released. */
    public void stop() throws InterruptedException {
        if (isRunning()) {
            await(invoke("stop", null), "stop");
        }
    }

    /** Blocks until the server has ended, whoever ended it. */
    public void awaitEnd() throws InterruptedException {
        while (isRunning()) {
            Thread.sleep(1000);
        }
    }

    private Future<?> invoke(String method, Map<String, String> variables) {
        try {
            String[] noArguments = {};
            return variables == null
                    ? (Future<?>) type.getMethod(method, String[].class).invoke(server, (Object) noArguments)
                    : (Future<?>)
                            type.getMethod(method, Map.class, String[].class).invoke(server, variables, noArguments);
        } catch (ReflectiveOperationException e) {
            throw new LibertyException("Open Liberty cannot " + method + ": " + e, e);
        }
    }

    private static void await(Future<?> future, String what) throws InterruptedException {
        try {
            Object result = future.get();
            Class<?> resultType = Class.forName(INTERFACES + "Server$Result");
            if (!(Boolean) resultType.getMethod("successful").invoke(result)) {
                Throwable cause =
                        (Throwable) resultType.getMethod("getException").invoke(result);
                throw new LibertyException(
                        "Open Liberty did not " + what + ": "
                                + (cause == null
                                        ? "status "
                                                + resultType
                                                        .getMethod("getReturnCode")
                                                        .invoke(result)
                                        : cause.getMessage()),
                        cause);
            }
        } catch (ExecutionException e) {
            throw new LibertyException("Open Liberty did not " + what + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LibertyException("Open Liberty's answer to " + what + " cannot be read: " + e, e);
        }
    }
}
