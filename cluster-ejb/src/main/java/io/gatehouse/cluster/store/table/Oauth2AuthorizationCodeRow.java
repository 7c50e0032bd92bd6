package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A code that an application may exchange for a token. */
@Entity
@Table(name = "oauth2_authorization_code")
public class Oauth2AuthorizationCodeRow extends Row implements ExpiringRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "service_id")
    UUID serviceId;

    @Convert(converter = UuidConverter.class)
    @Column(name = "credential_id")
    UUID credentialId;

    @Convert(converter = UuidConverter.class)
    @Column(name = "plugin_id")
    UUID pluginId;

    @Column(name = "code")
    String code;

    @Column(name = "authenticated_userid")
    String authenticatedUserid;

    @Column(name = "scope")
    String scope;

    @Column(name = "challenge")
    String challenge;

    @Column(name = "challenge_method")
    String challengeMethod;

    @Column(name = COLUMN)
    Instant expiresAt;

    @Override
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public void expireAt(Instant moment) {
        expiresAt = moment;
    }
}
