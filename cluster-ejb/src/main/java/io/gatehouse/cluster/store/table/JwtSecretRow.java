package io.gatehouse.cluster.store.table;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** What signs the tokens of a consumer. */
@Entity
@Table(name = "jwt_secret")
public class JwtSecretRow extends TaggedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Column(name = "key")
    String key;

    @Column(name = "secret")
    String secret;

    @Column(name = "rsa_public_key")
    String rsaPublicKey;

    @Column(name = "algorithm")
    String algorithm;
}
