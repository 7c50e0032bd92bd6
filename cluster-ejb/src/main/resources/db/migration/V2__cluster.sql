-- The cluster itself: its one workspace, its parameters, its data planes, and commands between control planes.

CREATE TABLE workspace (
    id         uuid           PRIMARY KEY,
    created_at timestamptz(0) NOT NULL,
    updated_at timestamptz(0) NOT NULL,
    name       text           COLLATE "C" NOT NULL,
    comment    text,
    meta       jsonb          NOT NULL,
    config     jsonb          NOT NULL,
    CONSTRAINT workspace__name UNIQUE (name)
);
-- A random id, so that two clusters never look alike. Inserted before the trigger exists: a new database is at
-- revision 0.
INSERT INTO workspace (id, created_at, updated_at, name, meta, config)
VALUES (gen_random_uuid(), now(), now(), 'default', '{}', '{}');
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON workspace
    FOR EACH ROW EXECUTE FUNCTION record_change('workspaces');

CREATE TABLE parameter (
    key        text           COLLATE "C" PRIMARY KEY,
    value      text           NOT NULL,
    created_at timestamptz(0)
);
INSERT INTO parameter (key, value) VALUES ('cluster_id', gen_random_uuid()::text);

CREATE TABLE data_plane (
    id               uuid        PRIMARY KEY,
    hostname         text        NOT NULL,
    ip               text        NOT NULL,
    version          text,
    config_hash      text,
    revision         bigint,
    sync_status      text        NOT NULL,
    labels           jsonb,
    cert_details     jsonb,
    rpc_capabilities text[],
    control_plane_id uuid,
    last_seen        timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL
);
CREATE INDEX data_plane__expires_at ON data_plane (expires_at);

-- Commands that are not configuration. Ids can commit out of order, so readers look back a little and skip what they
-- have seen; commands are idempotent.
CREATE TABLE cluster_event (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    node_id    uuid        NOT NULL,
    channel    text        COLLATE "C" NOT NULL,
    data       jsonb       NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    not_before timestamptz,
    expires_at timestamptz NOT NULL
);
CREATE INDEX cluster_event__expires_at ON cluster_event (expires_at);
