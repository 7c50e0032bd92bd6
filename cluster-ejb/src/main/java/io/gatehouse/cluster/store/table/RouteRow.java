package io.gatehouse.cluster.store.table;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** A route: which requests go to a service. */
@Entity
@Table(name = "route")
public class RouteRow extends UpdatedRow {

    @Column(name = "name")
    String name;

    @Convert(converter = UuidConverter.class)
    @Column(name = "service_id")
    UUID serviceId;

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "protocols")
    List<String> protocols;

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "methods")
    List<String> methods;

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "hosts")
    List<String> hosts;

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "paths")
    List<String> paths;

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "snis")
    List<String> snis;

    @Basic
    @Convert(converter = JsonConverter.class)
    @Column(name = "headers")
    JsonNode headers;

    @Basic
    @Convert(converter = JsonConverter.class)
    @Column(name = "sources")
    JsonNode sources;

    @Basic
    @Convert(converter = JsonConverter.class)
    @Column(name = "destinations")
    JsonNode destinations;

    @Column(name = "expression")
    String expression;

    @Column(name = "priority")
    Long priority;

    @Column(name = "regex_priority")
    Long regexPriority;

    @Column(name = "path_handling")
    String pathHandling;

    @Column(name = "strip_path")
    Boolean stripPath;

    @Column(name = "preserve_host")
    Boolean preserveHost;

    @Column(name = "request_buffering")
    Boolean requestBuffering;

    @Column(name = "response_buffering")
    Boolean responseBuffering;

    @Column(name = "https_redirect_status_code")
    Integer httpsRedirectStatusCode;
}
