package io.gatehouse.admin.audit;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The level between information and warning that Liberty calls AUDIT: shown at {@code log_level = notice}, the default. The
 * logging interface used elsewhere has no such level.
 */
final class AuditLevel extends Level {
    private static final long serialVersionUID = 1L;
    private static final Level AUDIT = new AuditLevel();
    private static final Logger LOG = Logger.getLogger(AuditLog.class.getName());

    private AuditLevel() {
        super("AUDIT", 850);
    }

    static void log(String line) {
        // not the message, in which braces would be parameters
        LOG.log(AUDIT, "{0}", line);
    }
}
