CREATE TABLE keyauth_credential (
    id          uuid           PRIMARY KEY,
    created_at  timestamptz(0) NOT NULL,
    tags        text[],
    consumer_id uuid           NOT NULL,
    key         text           COLLATE "C",
    -- null: never
    expires_at  timestamptz,
    CONSTRAINT keyauth_credential__key UNIQUE (key),
    CONSTRAINT keyauth_credential__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE
);
CREATE INDEX keyauth_credential__consumer ON keyauth_credential (consumer_id, id);
CREATE INDEX keyauth_credential__expires_at ON keyauth_credential (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX keyauth_credential__tags ON keyauth_credential USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON keyauth_credential
    FOR EACH ROW EXECUTE FUNCTION record_change('keyauth_credentials');
