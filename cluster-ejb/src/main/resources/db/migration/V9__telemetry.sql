-- What data planes counted. Ids refer to nothing, because counts outlive what they count.

CREATE TABLE telemetry (
    resolution   integer     NOT NULL,
    start        timestamptz NOT NULL,
    service_id   uuid,
    route_id     uuid,
    consumer_id  uuid,
    status_class smallint    NOT NULL,
    latency_ms   bigint      NOT NULL,
    buckets      bigint[]    NOT NULL,
    CONSTRAINT telemetry__key
        UNIQUE NULLS NOT DISTINCT (resolution, start, service_id, route_id, consumer_id, status_class),
    CONSTRAINT telemetry__resolution CHECK (resolution IN (60, 3600)),
    CONSTRAINT telemetry__buckets CHECK (cardinality(buckets) = 16)
);

-- Requests that are in no count, because the buffer of a data plane was full.
CREATE TABLE telemetry_loss (
    resolution integer     NOT NULL,
    start      timestamptz NOT NULL,
    dropped    bigint      NOT NULL,
    PRIMARY KEY (resolution, start)
);

-- How far each data plane's sequence of batches is stored, so that none counts twice whichever control plane it reaches.
CREATE TABLE telemetry_stream (
    id         uuid        PRIMARY KEY,
    sequence   bigint      NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX telemetry_stream__updated_at ON telemetry_stream (updated_at);
