package io.gatehouse.cluster.store.table;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** One instance of a plugin, with its scope. */
@Entity
@Table(name = "plugin")
public class PluginRow extends UpdatedRow {

    @Column(name = "name")
    String name;

    @Column(name = "instance_name")
    String instanceName;

    @Convert(converter = UuidConverter.class)
    @Column(name = "route_id")
    UUID routeId;

    @Convert(converter = UuidConverter.class)
    @Column(name = "service_id")
    UUID serviceId;

    @Convert(converter = UuidConverter.class)
    @Column(name = "consumer_id")
    UUID consumerId;

    @Basic
    @Convert(converter = JsonConverter.class)
    @Column(name = "config")
    JsonNode config;

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "protocols")
    List<String> protocols;

    @Column(name = "enabled")
    Boolean enabled;
}
