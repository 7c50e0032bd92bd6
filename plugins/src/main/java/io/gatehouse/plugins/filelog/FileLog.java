package io.gatehouse.plugins.filelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.SessionLogEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line of JSON a request, or a stream session, to a file of this node. */
final class FileLog implements Plugin {
    private static final Logger LOG = LoggerFactory.getLogger(FileLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LineAppender appender;
    private final boolean reopen;

    FileLog(LineAppender appender, boolean reopen) {
        this.appender = appender;
        this.reopen = reopen;
    }

    @Override
    public void log(LogEntry entry) {
        append(entry.document());
    }

    @Override
    public void logSession(SessionLogEntry entry) {
        append(entry.document());
    }

    private void append(ObjectNode document) {
        try {
            appender.append(JSON.writeValueAsBytes(document), reopen);
        } catch (JsonProcessingException unexpected) {
            LOG.error("the log document of {} cannot be written as JSON", document.path("client_ip"), unexpected);
        }
    }
}
