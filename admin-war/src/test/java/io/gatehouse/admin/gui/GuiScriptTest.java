package io.gatehouse.admin.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuiScriptTest {

    @Test
    void tellsPagesWhereTheAdminApiIs() {
        assertEquals("""
                window.K_CONFIG = {
                  'ADMIN_API_URL': '',
                  'ADMIN_API_PORT': '8001',
                  'ADMIN_API_SSL_PORT': '8444',
                  'ANONYMOUS_REPORTS': 'true',
                  'ADMIN_GUI_PATH': '/'
                }
                """, script(Map.of()));
    }

    @Test
    void keepsSettingsInsideTheirQuotes() {
        String script = script(Map.of(
                "KONG_ADMIN_GUI_API_URL", "https://a'b</script>",
                "KONG_ADMIN_GUI_PATH", "/ui",
                "KONG_ANONYMOUS_REPORTS", "off",
                "KONG_ADMIN_LISTEN", "127.0.0.1:9001"));

        assertEquals("""
                window.K_CONFIG = {
                  'ADMIN_API_URL': 'https://a\\'b\\x3c/script>',
                  'ADMIN_API_PORT': '9001',
                  'ADMIN_API_SSL_PORT': '',
                  'ANONYMOUS_REPORTS': 'false',
                  'ADMIN_GUI_PATH': '/ui'
                }
                """, script);
    }

    private static String script(Map<String, String> environment) {
        return GuiScript.of(Settings.load(environment, Optional.empty(), Map.of()));
    }
}
