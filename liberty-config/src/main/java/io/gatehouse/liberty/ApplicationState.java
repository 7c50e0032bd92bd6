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
     * @param logs folder that the message refers to
     * @throws StartException when the application has not started
     */
    static void requireStarted(Path logs) {
        String state;
        try {
            state = (String) ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(NAME), "State");
        } catch (InstanceNotFoundException e) {
            state = "NOT_INSTALLED";
        } catch (JMException e) {
            throw new StartException("the state of the application is unknown: " + e.getMessage(), e);
        }
        if (!state.equals("STARTED")) {
            throw new StartException("the control plane did not start (" + state + "); the reason stands above and in "
                    + logs.resolve("messages.log"));
        }
    }
}
