package io.gatehouse.model.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompatibilityTest {

    @ParameterizedTest
    @Tag("R98")
    @Tag("R181")
    @ValueSource(strings = {"3.9.3", "3.9.0", "3.9.12", "3.8.1", "3.4.0", "3.3.0.0", "3.9.3-enterprise"})
    void acceptsTheSameMajorUpToTheOwnMinor(String dataPlane) {
        Compatibility verdict = Compatibility.ofVersions("3.9.3", dataPlane);

        assertTrue(verdict.accepted());
        assertEquals(SyncStatus.NORMAL, verdict.status());
    }

    @ParameterizedTest
    @Tag("R181")
    @CsvSource(delimiter = '|', textBlock = """
                    3.10.0  | data plane version 3.10.0 is incompatible with older control plane version 3.9.3
                    4.0.0   | data plane version 4.0.0 is incompatible with control plane version 3.9.3 (3.x.y are accepted)
                    2.8.4   | data plane version 2.8.4 is incompatible with control plane version 3.9.3 (3.x.y are accepted)
                    3.9     | data plane version is incompatible with control plane version 3.9.3 (3.x.y are accepted)
                    garbage | data plane version is incompatible with control plane version 3.9.3 (3.x.y are accepted)
                    """)
    void refusesOtherVersions(String dataPlane, String message) {
        Compatibility verdict = Compatibility.ofVersions("3.9.3", dataPlane);

        assertFalse(verdict.accepted());
        assertEquals("kong_version_incompatible", verdict.status().value());
        assertEquals(Optional.of(message), verdict.message());
    }

    @Test
    @Tag("R182")
    void withholdsAConfigurationWhosePluginIsMissing() {
        Compatibility verdict = Compatibility.ofPlugins(
                List.of("acl", "key-auth"),
                Map.of("acl", Optional.of("3.9.3"), "key-auth", Optional.of("3.9.3")),
                Map.of("acl", Optional.of("3.9.3")));

        assertEquals(SyncStatus.PLUGIN_SET_INCOMPATIBLE, verdict.status());
        assertEquals(Optional.of("configured key-auth plugin 3.9.3 is missing from data plane"), verdict.message());
    }

    @ParameterizedTest
    @Tag("R182")
    @CsvSource({"2.9.3, false", "3.10.0, false", "3.8.0, true", "3.9.9, true", "unknown, true"})
    void comparesPluginVersions(String dataPlane, boolean accepted) {
        Compatibility verdict = Compatibility.ofPlugins(
                List.of("acl"), Map.of("acl", Optional.of("3.9.3")), Map.of("acl", Optional.of(dataPlane)));

        assertEquals(accepted, verdict.accepted());
        assertEquals(accepted ? SyncStatus.NORMAL : SyncStatus.PLUGIN_VERSION_INCOMPATIBLE, verdict.status());
    }

    @Test
    void acceptsTheOldVersionNumbersOfOpentelemetry() {
        assertTrue(Compatibility.ofPlugins(
                        List.of("opentelemetry"),
                        Map.of("opentelemetry", Optional.of("3.9.3")),
                        Map.of("opentelemetry", Optional.of("0.1.4")))
                .accepted());
    }
}
