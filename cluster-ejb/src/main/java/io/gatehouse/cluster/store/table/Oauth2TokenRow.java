package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A token that an application was given. */
@Entity
@Table(name = "oauth2_token")
public class Oauth2TokenRow extends Row implements ExpiringRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "service_id")
    UUID serviceId;

    @Convert(converter = UuidConverter.class)
    @Column(name = "credential_id")
    UUID credentialId;

    @Column(name = "token_type")
    String tokenType;

    @Column(name = "expires_in")
    Long expiresIn;

    @Column(name = "access_token")
    String accessToken;

    @Column(name = "refresh_token")
    String refreshToken;

    @Column(name = "authenticated_userid")
    String authenticatedUserid;

    @Column(name = "scope")
    String scope;

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
