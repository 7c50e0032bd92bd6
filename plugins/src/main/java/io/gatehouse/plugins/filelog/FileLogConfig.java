package io.gatehouse.plugins.filelog;

import java.util.Map;
import java.util.Optional;

/** The {@code config} record of file-log; its fields are described in {@code file-log.yaml}. */
record FileLogConfig(String path, boolean reopen, Optional<Map<String, String>> customFieldsByLua) {}
