-- The core entities. Constraints are named <table>__<field>[__<field>…], fields as the API calls them in alphabetical
-- order, foreign keys <table>__<field>__fk: error messages are built from these names.
-- Optional fields are nullable even where the API has a default, because an explicit null is stored.

CREATE TABLE certificate (
    id         uuid           PRIMARY KEY,
    created_at timestamptz(0) NOT NULL,
    updated_at timestamptz(0) NOT NULL,
    tags       text[],
    cert       text           NOT NULL,
    key        text           NOT NULL,
    cert_alt   text,
    key_alt    text
);
CREATE INDEX certificate__tags ON certificate USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON certificate
    FOR EACH ROW EXECUTE FUNCTION record_change('certificates');

CREATE TABLE ca_certificate (
    id          uuid           PRIMARY KEY,
    created_at  timestamptz(0) NOT NULL,
    updated_at  timestamptz(0) NOT NULL,
    tags        text[],
    cert        text           NOT NULL,
    cert_digest text           COLLATE "C" NOT NULL,
    CONSTRAINT ca_certificate__cert_digest UNIQUE (cert_digest)
);
CREATE INDEX ca_certificate__tags ON ca_certificate USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON ca_certificate
    FOR EACH ROW EXECUTE FUNCTION record_change('ca_certificates');

CREATE TABLE sni (
    id             uuid           PRIMARY KEY,
    created_at     timestamptz(0) NOT NULL,
    updated_at     timestamptz(0) NOT NULL,
    tags           text[],
    name           text           COLLATE "C" NOT NULL,
    certificate_id uuid           NOT NULL,
    CONSTRAINT sni__name UNIQUE (name),
    CONSTRAINT sni__certificate__fk FOREIGN KEY (certificate_id) REFERENCES certificate (id) ON DELETE CASCADE
);
CREATE INDEX sni__certificate ON sni (certificate_id, id);
CREATE INDEX sni__tags ON sni USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON sni
    FOR EACH ROW EXECUTE FUNCTION record_change('snis');

CREATE TABLE consumer (
    id         uuid           PRIMARY KEY,
    created_at timestamptz(0) NOT NULL,
    updated_at timestamptz(0) NOT NULL,
    tags       text[],
    username   text           COLLATE "C",
    custom_id  text           COLLATE "C",
    CONSTRAINT consumer__username UNIQUE (username),
    CONSTRAINT consumer__custom_id UNIQUE (custom_id)
);
CREATE INDEX consumer__tags ON consumer USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON consumer
    FOR EACH ROW EXECUTE FUNCTION record_change('consumers');

CREATE TABLE service (
    id                    uuid           PRIMARY KEY,
    created_at            timestamptz(0) NOT NULL,
    updated_at            timestamptz(0) NOT NULL,
    tags                  text[],
    name                  text           COLLATE "C",
    retries               integer,
    protocol              text           NOT NULL,
    host                  text           NOT NULL,
    port                  integer        NOT NULL,
    path                  text,
    connect_timeout       integer,
    write_timeout         integer,
    read_timeout          integer,
    enabled               boolean        NOT NULL,
    client_certificate_id uuid,
    tls_verify            boolean,
    tls_verify_depth      integer,
    ca_certificates       uuid[],
    CONSTRAINT service__name UNIQUE (name),
    CONSTRAINT service__client_certificate__fk
        FOREIGN KEY (client_certificate_id) REFERENCES certificate (id) ON DELETE RESTRICT
);
CREATE INDEX service__client_certificate ON service (client_certificate_id, id) WHERE client_certificate_id IS NOT NULL;
-- "is this CA certificate still referenced?"
CREATE INDEX service__ca_certificates ON service USING gin (ca_certificates) WITH (fastupdate = off);
CREATE INDEX service__tags ON service USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON service
    FOR EACH ROW EXECUTE FUNCTION record_change('services');

CREATE TABLE route (
    id                         uuid           PRIMARY KEY,
    created_at                 timestamptz(0) NOT NULL,
    updated_at                 timestamptz(0) NOT NULL,
    tags                       text[],
    name                       text           COLLATE "C",
    service_id                 uuid,
    protocols                  text[]         NOT NULL,
    methods                    text[],
    hosts                      text[],
    paths                      text[],
    snis                       text[],
    headers                    jsonb,
    sources                    jsonb,
    destinations               jsonb,
    expression                 text,
    priority                   bigint,
    regex_priority             bigint,
    path_handling              text,
    strip_path                 boolean        NOT NULL,
    preserve_host              boolean        NOT NULL,
    request_buffering          boolean        NOT NULL,
    response_buffering         boolean        NOT NULL,
    https_redirect_status_code integer        NOT NULL,
    CONSTRAINT route__name UNIQUE (name),
    CONSTRAINT route__service__fk FOREIGN KEY (service_id) REFERENCES service (id) ON DELETE RESTRICT
);
CREATE INDEX route__service ON route (service_id, id);
CREATE INDEX route__tags ON route USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON route
    FOR EACH ROW EXECUTE FUNCTION record_change('routes');

CREATE TABLE plugin (
    id            uuid           PRIMARY KEY,
    created_at    timestamptz(0) NOT NULL,
    updated_at    timestamptz(0) NOT NULL,
    tags          text[],
    name          text           COLLATE "C" NOT NULL,
    instance_name text           COLLATE "C",
    route_id      uuid,
    service_id    uuid,
    consumer_id   uuid,
    config        jsonb          NOT NULL,
    protocols     text[]         NOT NULL,
    enabled       boolean        NOT NULL,
    CONSTRAINT plugin__instance_name UNIQUE (instance_name),
    -- one instance of a plugin for each combination of scopes, "none" being a scope like any other
    CONSTRAINT plugin__consumer__name__route__service
        UNIQUE NULLS NOT DISTINCT (name, route_id, service_id, consumer_id),
    CONSTRAINT plugin__route__fk FOREIGN KEY (route_id) REFERENCES route (id) ON DELETE CASCADE,
    CONSTRAINT plugin__service__fk FOREIGN KEY (service_id) REFERENCES service (id) ON DELETE CASCADE,
    CONSTRAINT plugin__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE
);
CREATE INDEX plugin__route ON plugin (route_id, id) WHERE route_id IS NOT NULL;
CREATE INDEX plugin__service ON plugin (service_id, id) WHERE service_id IS NOT NULL;
CREATE INDEX plugin__consumer ON plugin (consumer_id, id) WHERE consumer_id IS NOT NULL;
CREATE INDEX plugin__tags ON plugin USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON plugin
    FOR EACH ROW EXECUTE FUNCTION record_change('plugins');

CREATE TABLE upstream (
    id                        uuid           PRIMARY KEY,
    created_at                timestamptz(0) NOT NULL,
    updated_at                timestamptz(0) NOT NULL,
    tags                      text[],
    name                      text           COLLATE "C" NOT NULL,
    algorithm                 text,
    hash_on                   text,
    hash_fallback             text,
    hash_on_header            text,
    hash_fallback_header      text,
    hash_on_cookie            text,
    hash_on_cookie_path       text,
    hash_on_query_arg         text,
    hash_fallback_query_arg   text,
    hash_on_uri_capture       text,
    hash_fallback_uri_capture text,
    slots                     integer,
    healthchecks              jsonb          NOT NULL,
    host_header               text,
    use_srv_name              boolean,
    client_certificate_id     uuid,
    CONSTRAINT upstream__name UNIQUE (name),
    CONSTRAINT upstream__client_certificate__fk
        FOREIGN KEY (client_certificate_id) REFERENCES certificate (id) ON DELETE RESTRICT
);
CREATE INDEX upstream__client_certificate ON upstream (client_certificate_id, id)
    WHERE client_certificate_id IS NOT NULL;
CREATE INDEX upstream__tags ON upstream USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON upstream
    FOR EACH ROW EXECUTE FUNCTION record_change('upstreams');

CREATE TABLE target (
    id          uuid           PRIMARY KEY,
    created_at  timestamptz(3) NOT NULL,
    updated_at  timestamptz(3) NOT NULL,
    tags        text[],
    upstream_id uuid           NOT NULL,
    target      text           COLLATE "C" NOT NULL,
    weight      integer,
    CONSTRAINT target__target__upstream UNIQUE (upstream_id, target),
    CONSTRAINT target__upstream__fk FOREIGN KEY (upstream_id) REFERENCES upstream (id) ON DELETE CASCADE
);
-- the newest target comes first in listings
CREATE INDEX target__newest ON target (upstream_id, created_at DESC, id DESC);
CREATE INDEX target__upstream ON target (upstream_id, id);
CREATE INDEX target__tags ON target USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON target
    FOR EACH ROW EXECUTE FUNCTION record_change('targets');
