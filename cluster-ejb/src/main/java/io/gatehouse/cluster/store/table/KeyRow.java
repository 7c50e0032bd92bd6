package io.gatehouse.cluster.store.table;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** A key, as a JSON Web Key or in PEM. */
@Entity
@Table(name = "key")
public class KeyRow extends UpdatedRow {

    @Convert(converter = UuidConverter.class)
    @Column(name = "set_id")
    UUID setId;

    @Column(name = "name")
    String name;

    @Column(name = "kid")
    String kid;

    @Column(name = "jwk")
    String jwk;

    @Basic
    @Convert(converter = JsonConverter.class)
    @Column(name = "pem")
    JsonNode pem;
}
