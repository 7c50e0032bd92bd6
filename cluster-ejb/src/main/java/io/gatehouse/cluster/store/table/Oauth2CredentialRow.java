package io.gatehouse.cluster.store.table;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** An application of a consumer that may ask for tokens. */
@Entity
@Table(name = "oauth2_credential")
public class Oauth2CredentialRow extends TaggedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Column(name = "name")
    String name;

    @Column(name = "client_id")
    String clientId;

    @Column(name = "client_secret")
    String clientSecret;

    @Column(name = "hash_secret")
    Boolean hashSecret;

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "redirect_uris")
    List<String> redirectUris;

    @Column(name = "client_type")
    String clientType;
}
