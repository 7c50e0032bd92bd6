package io.gatehouse.plugins.filelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line of JSON a request to a file of this node. */
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
        try {
            appender.append(JSON.writeValueAsBytes(entry.document()), reopen);
        } catch (JsonProcessingException unexpected) {
            LOG.error(
                    "the log document of request {} cannot be written as JSON",
                    entry.exchange().requestId(),
                    unexpected);
        }
    }
}
