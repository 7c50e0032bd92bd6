package io.gatehouse.admin.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.admin.paths.AuditedPath;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.plugins.bundled.BundledPlugins;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditedPathTest {
    private final AuditedPath audited = new AuditedPath(new AdminPaths(EntityCatalog.of(BundledPlugins.definitions())));

    @ParameterizedTest
    @CsvSource({
        "/key-auths/k, /key-auths/******",
        "/key-auths/k/consumer, /key-auths/******/consumer",
        "/consumers/c/key-auth/k, /consumers/c/key-auth/******",
        "/consumers/c/key-auth/k/, /consumers/c/key-auth/******/",
        "/jwts/k, /jwts/******",
        "/oauth2_tokens/t, /oauth2_tokens/******",
        "/sessions/s, /sessions/******"
    })
    void hidesKeysThatAreSecrets(String path, String shown) {
        assertEquals(shown, audited.of(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/services/a%20b",
        "/key-auths",
        "/key-auths/0e0a730c-315a-4808-b323-5f0b430097ec",
        "/consumers/c/acls/group",
        "/certificates/a.test/snis/a.test",
        "/debug/node/log-level/info"
    })
    void showsTheOthers(String path) {
        assertEquals(path, audited.of(path));
    }
}
