package io.gatehouse.cluster.log;

import java.lang.management.ManagementFactory;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Asks the launcher, which has written the server's configuration and alone knows where it lies. It offers the attribute
 * {@code Level} of an MBean.
 */
final class LauncherLog implements ServerLog {
    private static final String NAME = "io.gatehouse:type=LogLevel";

    @Override
    public void show(LogLevel level) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .setAttribute(new ObjectName(NAME), new Attribute("Level", level.toString()));
        } catch (InstanceNotFoundException e) {
            throw new UnchangeableLogException(
                    "this server was not started by gatehouse; set its log level in its server.xml, element logging",
                    e);
        } catch (JMException e) {
            throw new UnchangeableLogException(
                    "the log level cannot be changed: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }
}
