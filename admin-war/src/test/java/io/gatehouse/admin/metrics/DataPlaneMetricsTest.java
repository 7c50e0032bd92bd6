package io.gatehouse.admin.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.metrics.ExpositionText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DataPlaneMetricsTest {

    @Test
    @Tag("R100")
    void tellsOfEachDataPlaneInOrderOfFamilies() {
        ExpositionText text = new ExpositionText();
        DataPlaneMetrics metrics = new DataPlaneMetrics(text);

        metrics.add(row("normal", "00000000000000000000000000000000"));
        metrics.add(row("plugin_set_incompatible", "e4f8ce6a1d4e0b6a8b8d7c6b5a493827")
                .put("hostname", "quo\"te"));

        assertEquals("""
                # HELP kong_data_plane_config_hash Hash of the configuration it runs, as a number
                # TYPE kong_data_plane_config_hash gauge
                kong_data_plane_config_hash{node_id="n",hostname="h",ip="127.0.0.1"} 0
                kong_data_plane_config_hash{node_id="n",hostname="quo\\"te",ip="127.0.0.1"} 3.0435585924351e+38
                # HELP kong_data_plane_last_seen When the data plane was heard of, in epoch seconds
                # TYPE kong_data_plane_last_seen gauge
                kong_data_plane_last_seen{node_id="n",hostname="h",ip="127.0.0.1"} 1795255228
                kong_data_plane_last_seen{node_id="n",hostname="quo\\"te",ip="127.0.0.1"} 1795255228
                # HELP kong_data_plane_version_compatible Whether it can run the configuration: 1, or 0
                # TYPE kong_data_plane_version_compatible gauge
                kong_data_plane_version_compatible{node_id="n",hostname="h",ip="127.0.0.1",kong_version="3.9.0"} 1
                kong_data_plane_version_compatible{node_id="n",hostname="quo\\"te",ip="127.0.0.1",kong_version="3.9.0"} 0
                """, text.toString());
    }

    private static ObjectNode row(String status, String hash) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "n")
                .put("hostname", "h")
                .put("ip", "127.0.0.1")
                .put("version", "3.9.0")
                .put("config_hash", hash)
                .put("sync_status", status)
                .put("last_seen", 1_795_255_228L);
    }
}
