package io.gatehouse.liberty;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/** What became of the application. Liberty itself counts as started when its application failed. */
final class ApplicationState {
    private static final String NAME =
            "WebSphere:service=com.ibm.websphere.application.ApplicationMBean,name=gatehouse";

    private ApplicationState() {}

    /**
     * Blocks until the application has started.
     *
     * @param logs folder that the message refers to
     * @throws StartException when it has failed
     */
    static void requireStarted(Path logs) throws InterruptedException {
        String state = state();
        while (state.equals("STARTING")) {
            Thread.sleep(50);
            state = state();
        }
        if (!state.equals("STARTED")) {
            throw new StartException("the control plane did not start (" + state + "); the reason stands above and in "
                    + logs.resolve("messages.log"));
        }
    }

    private static String state() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(NAME), "State");
        } catch (InstanceNotFoundException e) {
            return "NOT_INSTALLED";
        } catch (JMException e) {
            throw new StartException("the state of the application is unknown: " + e.getMessage(), e);
        }
    }
}
