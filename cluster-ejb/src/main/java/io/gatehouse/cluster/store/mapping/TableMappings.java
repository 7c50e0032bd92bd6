package io.gatehouse.cluster.store.mapping;

import io.gatehouse.cluster.store.table.AclRow;
import io.gatehouse.cluster.store.table.AcmeStorageRow;
import io.gatehouse.cluster.store.table.BasicauthCredentialRow;
import io.gatehouse.cluster.store.table.CaCertificateRow;
import io.gatehouse.cluster.store.table.CertificateRow;
import io.gatehouse.cluster.store.table.ConsumerRow;
import io.gatehouse.cluster.store.table.HmacauthCredentialRow;
import io.gatehouse.cluster.store.table.JwtSecretRow;
import io.gatehouse.cluster.store.table.KeyRow;
import io.gatehouse.cluster.store.table.KeySetRow;
import io.gatehouse.cluster.store.table.KeyauthCredentialRow;
import io.gatehouse.cluster.store.table.MtlsAuthCredentialRow;
import io.gatehouse.cluster.store.table.Oauth2AuthorizationCodeRow;
import io.gatehouse.cluster.store.table.Oauth2CredentialRow;
import io.gatehouse.cluster.store.table.Oauth2TokenRow;
import io.gatehouse.cluster.store.table.PluginRow;
import io.gatehouse.cluster.store.table.RouteRow;
import io.gatehouse.cluster.store.table.Row;
import io.gatehouse.cluster.store.table.ServiceRow;
import io.gatehouse.cluster.store.table.SessionRow;
import io.gatehouse.cluster.store.table.SniRow;
import io.gatehouse.cluster.store.table.TargetRow;
import io.gatehouse.cluster.store.table.UpstreamRow;
import io.gatehouse.cluster.store.table.VaultRow;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The tables of the entity types of a catalog. Immutable. */
public final class TableMappings {

    /** The row class of every entity type that has a table. */
    static final Map<String, Class<? extends Row>> ROWS = Map.ofEntries(
            Map.entry("acls", AclRow.class),
            Map.entry("acme_storage", AcmeStorageRow.class),
            Map.entry("basicauth_credentials", BasicauthCredentialRow.class),
            Map.entry("ca_certificates", CaCertificateRow.class),
            Map.entry("certificates", CertificateRow.class),
            Map.entry("consumers", ConsumerRow.class),
            Map.entry("hmacauth_credentials", HmacauthCredentialRow.class),
            Map.entry("jwt_secrets", JwtSecretRow.class),
            Map.entry("key_sets", KeySetRow.class),
            Map.entry("keyauth_credentials", KeyauthCredentialRow.class),
            Map.entry("keys", KeyRow.class),
            Map.entry("mtls_auth_credentials", MtlsAuthCredentialRow.class),
            Map.entry("oauth2_authorization_codes", Oauth2AuthorizationCodeRow.class),
            Map.entry("oauth2_credentials", Oauth2CredentialRow.class),
            Map.entry("oauth2_tokens", Oauth2TokenRow.class),
            Map.entry("plugins", PluginRow.class),
            Map.entry("routes", RouteRow.class),
            Map.entry("services", ServiceRow.class),
            Map.entry("sessions", SessionRow.class),
            Map.entry("snis", SniRow.class),
            Map.entry("targets", TargetRow.class),
            Map.entry("upstreams", UpstreamRow.class),
            Map.entry("vaults", VaultRow.class));

    private final Map<String, TableMapping> byType = new LinkedHashMap<>();

    public TableMappings(EntityCatalog catalog) {
        for (EntityType type : catalog.types()) {
            Class<? extends Row> rowClass = ROWS.get(type.name());
            if (rowClass != null) {
                byType.put(type.name(), new TableMapping(type, rowClass));
            }
        }
    }

    /** All tables, parents before those that refer to them. */
    public Collection<TableMapping> all() {
        return Collections.unmodifiableCollection(byType.values());
    }

    /**
     * The table of a type.
     *
     * @throws NoSuchElementException when entities of this type are not stored
     */
    public TableMapping of(String type) {
        TableMapping mapping = byType.get(type);
        if (mapping == null) {
            throw new NoSuchElementException("Entities of type " + type + " have no table");
        }
        return mapping;
    }

    /** The mapping of a table, by the table's name. */
    public Optional<TableMapping> ofTable(String table) {
        return byType.values().stream()
                .filter(mapping -> mapping.table().equals(table))
                .findFirst();
    }
}
