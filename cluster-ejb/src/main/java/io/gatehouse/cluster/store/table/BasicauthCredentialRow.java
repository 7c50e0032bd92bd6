package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** A user name and hashed password of a consumer. */
@Entity
@Table(name = "basicauth_credential")
public class BasicauthCredentialRow extends TaggedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Column(name = "username")
    String username;

    @Column(name = "password")
    String password;
}
