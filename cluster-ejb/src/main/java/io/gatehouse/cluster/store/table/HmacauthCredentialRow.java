package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** A user name of a consumer and the secret it signs with. */
@Entity
@Table(name = "hmacauth_credential")
public class HmacauthCredentialRow extends TaggedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Column(name = "username")
    String username;

    @Column(name = "secret")
    String secret;
}
