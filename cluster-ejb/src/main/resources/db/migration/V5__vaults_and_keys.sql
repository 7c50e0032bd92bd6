CREATE TABLE vault (
    id          uuid           PRIMARY KEY,
    created_at  timestamptz(0) NOT NULL,
    updated_at  timestamptz(0) NOT NULL,
    tags        text[],
    prefix      text           COLLATE "C" NOT NULL,
    name        text           NOT NULL,
    description text,
    config      jsonb          NOT NULL,
    CONSTRAINT vault__prefix UNIQUE (prefix)
);
CREATE INDEX vault__tags ON vault USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON vault
    FOR EACH ROW EXECUTE FUNCTION record_change('vaults');

CREATE TABLE key_set (
    id         uuid           PRIMARY KEY,
    created_at timestamptz(0) NOT NULL,
    updated_at timestamptz(0) NOT NULL,
    tags       text[],
    name       text           COLLATE "C",
    CONSTRAINT key_set__name UNIQUE (name)
);
CREATE INDEX key_set__tags ON key_set USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON key_set
    FOR EACH ROW EXECUTE FUNCTION record_change('key_sets');

CREATE TABLE key (
    id         uuid           PRIMARY KEY,
    created_at timestamptz(0) NOT NULL,
    updated_at timestamptz(0) NOT NULL,
    tags       text[],
    set_id     uuid,
    name       text           COLLATE "C",
    kid        text           COLLATE "C" NOT NULL,
    jwk        text,
    pem        jsonb,
    CONSTRAINT key__name UNIQUE (name),
    -- the keys that are in no set are one more set
    CONSTRAINT key__kid__set UNIQUE NULLS NOT DISTINCT (kid, set_id),
    CONSTRAINT key__set__fk FOREIGN KEY (set_id) REFERENCES key_set (id) ON DELETE CASCADE
);
CREATE INDEX key__set ON key (set_id, id);
CREATE INDEX key__tags ON key USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON key
    FOR EACH ROW EXECUTE FUNCTION record_change('keys');
