package io.gatehouse.cluster.store.table;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A place where secrets are looked up. */
@Entity
@Table(name = "vault")
public class VaultRow extends UpdatedRow {

    @Column(name = "prefix")
    String prefix;

    @Column(name = "name")
    String name;

    @Column(name = "description")
    String description;

    @Basic
    @Convert(converter = JsonConverter.class)
    @Column(name = "config")
    JsonNode config;
}
