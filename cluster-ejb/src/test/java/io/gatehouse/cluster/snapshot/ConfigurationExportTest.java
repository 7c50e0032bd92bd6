package io.gatehouse.cluster.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.cluster.store.StoredConfiguration;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigHash;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigurationExportTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_795_254_936_356L), ZoneOffset.UTC);

    private static ConfigurationImage image(Map<String, List<ObjectNode>> rows) {
        return new ConfigurationImage(Rows.TYPES, new StoredConfiguration(1, rows));
    }

    private static ObjectNode export(Map<String, List<ObjectNode>> rows) {
        return ConfigurationExport.of(image(rows)).table().toDocument();
    }

    private static PublishedConfiguration published(long revision, Map<String, List<ObjectNode>> rows) {
        ConfigurationExport export = ConfigurationExport.of(image(rows));
        return new PublishedConfiguration(revision, export.content(), export.table(), export.plugins());
    }

    private static List<String> names(ObjectNode table, String type) {
        return table.path(type).findValuesAsText("name");
    }

    @Test
    void equalsARecordedConfigurationInShapeAndHash() {
        ObjectNode recorded = Rows.recordedTable();
        ConfigurationPayload payload = new PayloadEncoder(CLOCK).encode(published(7, Rows.stored(recorded)));

        assertArrayEquals(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}, Arrays.copyOf(payload.bytes(), 10));
        Reconfigure message = Reconfigure.decode(payload.bytes(), 1 << 20).orElseThrow();
        assertEquals(recorded, message.configTable());
        assertEquals(ConfigHash.compute(recorded), message.hashes());
        assertEquals(ConfigHash.compute(recorded).config(), payload.hash());
        assertEquals(1_795_254_936.356, message.timestamp());
        assertEquals(7, payload.revision());
        assertEquals(Set.copyOf(names(recorded, "plugins")), payload.plugins());
    }

    @Test
    void sendsWorkspaceAndParametersOfAnEmptyDatabase() {
        ObjectNode table = export(Map.of(
                "workspaces",
                List.of(Rows.json("{'id':'" + Rows.id(1) + "','name':'default','meta':{},'config':{},'comment':null}")),
                "parameters",
                List.of(Rows.json("{'key':'cluster_id','value':'x','created_at':null}"))));
        assertEquals(
                Rows.json("{'_format_version':'3.0','_transform':false,'workspaces':[{'id':'" + Rows.id(1)
                        + "','name':'default','meta':{},'config':{},'comment':null}],"
                        + "'parameters':[{'key':'cluster_id','value':'x','created_at':null}]}"),
                table);
    }

    @Test
    void leavesOutDisabledServicesWithAllThatHangsOnThem() {
        ObjectNode table = export(Map.of(
                "services",
                List.of(Rows.service(1, true), Rows.service(2, false)),
                "routes",
                List.of(Rows.route(11, 1), Rows.route(12, 2)),
                "plugins",
                List.of(
                        Rows.plugin(21, "on-service", true, "'service':{'id':'" + Rows.id(2) + "'}"),
                        Rows.plugin(22, "on-route", true, "'route':{'id':'" + Rows.id(12) + "'}"),
                        Rows.plugin(23, "disabled", false, ""),
                        Rows.plugin(24, "kept", true, "'route':{'id':'" + Rows.id(11) + "'}"))));
        assertEquals(List.of("s1"), names(table, "services"));
        assertEquals(List.of("r11"), names(table, "routes"));
        assertEquals(List.of("kept"), names(table, "plugins"));
        assertEquals(Rows.id(11), table.at("/plugins/0/route").asText());
    }

    @Test
    void namesOnlyThePluginsThatAreSent() {
        ConfigurationExport export = ConfigurationExport.of(image(
                Map.of("plugins", List.of(Rows.plugin(1, "acl", false, ""), Rows.plugin(2, "key-auth", true, "")))));
        assertEquals(Set.of("key-auth"), export.plugins());
    }

    @Test
    void hasNoKeyForATypeWithoutRows() {
        ObjectNode table = export(Map.of("services", List.of(Rows.service(2, false))));
        assertFalse(table.has("services"));
    }

    @Test
    void followsChanges() {
        ConfigurationImage image = image(Map.of(
                "services",
                List.of(Rows.service(1, true), Rows.service(3, true)),
                "routes",
                List.of(Rows.route(11, 1))));
        ConfigurationExport export = ConfigurationExport.of(image);
        List<Change> changes = image.apply(new StoredChanges(
                2,
                Map.of("services", List.of(Rows.service(2, true), Rows.service(3, false))),
                Map.of("routes", List.of(new UUID(0, 11)))));
        assertEquals(3, export.apply(changes, image).size());
        ObjectNode table = export.table().toDocument();
        assertEquals(2, image.revision());
        assertEquals(List.of("s1", "s2"), names(table, "services"));
        assertFalse(table.has("routes"));
    }

    @Test
    void certificatesDoNotListTheirServerNames() {
        ObjectNode table = export(Map.of(
                "certificates",
                List.of(Rows.json("{'id':'" + Rows.id(1) + "','cert':'c','key':'k','snis':['a.example']}"))));
        assertTrue(table.at("/certificates/0/snis").isNull());
    }

    @Test
    void usesTheBytesAgainWhenNothingIsDifferent() {
        PayloadEncoder encoder = new PayloadEncoder(CLOCK);
        ConfigurationPayload first = encoder.encode(published(1, Map.of("services", List.of(Rows.service(1, true)))));
        ConfigurationPayload second = encoder.encode(published(
                2, Map.of("services", List.of(Rows.service(1, true), Rows.service(2, false)))));
        assertSame(first.bytes(), second.bytes());
        assertEquals(2, second.revision());
    }
}
