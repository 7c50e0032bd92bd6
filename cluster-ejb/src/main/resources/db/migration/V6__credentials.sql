-- What consumers identify themselves with, and what the plugins that check it have to remember. Rows with a moment of
-- expiry are gone for every reader once it is reached; null means never.

CREATE TABLE basicauth_credential (
    id          uuid           PRIMARY KEY,
    created_at  timestamptz(0) NOT NULL,
    tags        text[],
    consumer_id uuid           NOT NULL,
    username    text           COLLATE "C" NOT NULL,
    -- salted and hashed
    password    text           NOT NULL,
    CONSTRAINT basicauth_credential__username UNIQUE (username),
    CONSTRAINT basicauth_credential__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE
);
CREATE INDEX basicauth_credential__consumer ON basicauth_credential (consumer_id, id);
CREATE INDEX basicauth_credential__tags ON basicauth_credential USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON basicauth_credential
    FOR EACH ROW EXECUTE FUNCTION record_change('basicauth_credentials');

CREATE TABLE hmacauth_credential (
    id          uuid           PRIMARY KEY,
    created_at  timestamptz(0) NOT NULL,
    tags        text[],
    consumer_id uuid           NOT NULL,
    username    text           COLLATE "C" NOT NULL,
    secret      text,
    CONSTRAINT hmacauth_credential__username UNIQUE (username),
    CONSTRAINT hmacauth_credential__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE
);
CREATE INDEX hmacauth_credential__consumer ON hmacauth_credential (consumer_id, id);
CREATE INDEX hmacauth_credential__tags ON hmacauth_credential USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON hmacauth_credential
    FOR EACH ROW EXECUTE FUNCTION record_change('hmacauth_credentials');

CREATE TABLE jwt_secret (
    id             uuid           PRIMARY KEY,
    created_at     timestamptz(0) NOT NULL,
    tags           text[],
    consumer_id    uuid           NOT NULL,
    key            text           COLLATE "C",
    secret         text,
    rsa_public_key text,
    algorithm      text,
    CONSTRAINT jwt_secret__key UNIQUE (key),
    CONSTRAINT jwt_secret__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE
);
CREATE INDEX jwt_secret__consumer ON jwt_secret (consumer_id, id);
CREATE INDEX jwt_secret__tags ON jwt_secret USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON jwt_secret
    FOR EACH ROW EXECUTE FUNCTION record_change('jwt_secrets');

CREATE TABLE acl (
    id          uuid           PRIMARY KEY,
    created_at  timestamptz(0) NOT NULL,
    tags        text[],
    consumer_id uuid           NOT NULL,
    "group"     text           COLLATE "C" NOT NULL,
    CONSTRAINT acl__consumer__group UNIQUE (consumer_id, "group"),
    CONSTRAINT acl__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE
);
CREATE INDEX acl__consumer ON acl (consumer_id, id);
CREATE INDEX acl__tags ON acl USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON acl
    FOR EACH ROW EXECUTE FUNCTION record_change('acls');

CREATE TABLE mtls_auth_credential (
    id                uuid           PRIMARY KEY,
    created_at        timestamptz(0) NOT NULL,
    tags              text[],
    consumer_id       uuid           NOT NULL,
    subject_name      text           COLLATE "C" NOT NULL,
    ca_certificate_id uuid,
    -- "of any authority" is one more authority
    CONSTRAINT mtls_auth_credential__ca_certificate__subject_name
        UNIQUE NULLS NOT DISTINCT (subject_name, ca_certificate_id),
    CONSTRAINT mtls_auth_credential__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE,
    CONSTRAINT mtls_auth_credential__ca_certificate__fk
        FOREIGN KEY (ca_certificate_id) REFERENCES ca_certificate (id) ON DELETE CASCADE
);
CREATE INDEX mtls_auth_credential__consumer ON mtls_auth_credential (consumer_id, id);
CREATE INDEX mtls_auth_credential__ca_certificate ON mtls_auth_credential (ca_certificate_id, id)
    WHERE ca_certificate_id IS NOT NULL;
CREATE INDEX mtls_auth_credential__tags ON mtls_auth_credential USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON mtls_auth_credential
    FOR EACH ROW EXECUTE FUNCTION record_change('mtls_auth_credentials');

CREATE TABLE oauth2_credential (
    id            uuid           PRIMARY KEY,
    created_at    timestamptz(0) NOT NULL,
    tags          text[],
    consumer_id   uuid           NOT NULL,
    name          text           NOT NULL,
    client_id     text           COLLATE "C",
    client_secret text,
    hash_secret   boolean        NOT NULL,
    redirect_uris text[],
    client_type   text           NOT NULL,
    CONSTRAINT oauth2_credential__client_id UNIQUE (client_id),
    CONSTRAINT oauth2_credential__consumer__fk FOREIGN KEY (consumer_id) REFERENCES consumer (id) ON DELETE CASCADE
);
CREATE INDEX oauth2_credential__consumer ON oauth2_credential (consumer_id, id);
CREATE INDEX oauth2_credential__tags ON oauth2_credential USING gin (tags) WITH (fastupdate = off);
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON oauth2_credential
    FOR EACH ROW EXECUTE FUNCTION record_change('oauth2_credentials');

CREATE TABLE oauth2_token (
    id                   uuid           PRIMARY KEY,
    created_at           timestamptz(0) NOT NULL,
    service_id           uuid,
    credential_id        uuid           NOT NULL,
    token_type           text           NOT NULL,
    expires_in           bigint         NOT NULL,
    access_token         text           COLLATE "C",
    refresh_token        text           COLLATE "C",
    authenticated_userid text,
    scope                text,
    expires_at           timestamptz,
    CONSTRAINT oauth2_token__access_token UNIQUE (access_token),
    CONSTRAINT oauth2_token__refresh_token UNIQUE (refresh_token),
    CONSTRAINT oauth2_token__service__fk FOREIGN KEY (service_id) REFERENCES service (id) ON DELETE CASCADE,
    CONSTRAINT oauth2_token__credential__fk
        FOREIGN KEY (credential_id) REFERENCES oauth2_credential (id) ON DELETE CASCADE
);
CREATE INDEX oauth2_token__service ON oauth2_token (service_id, id) WHERE service_id IS NOT NULL;
CREATE INDEX oauth2_token__credential ON oauth2_token (credential_id, id);
CREATE INDEX oauth2_token__expires_at ON oauth2_token (expires_at) WHERE expires_at IS NOT NULL;
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON oauth2_token
    FOR EACH ROW EXECUTE FUNCTION record_change('oauth2_tokens');

-- The tables of codes and sessions have no trigger: data planes never get them.

CREATE TABLE oauth2_authorization_code (
    id                   uuid           PRIMARY KEY,
    created_at           timestamptz(0) NOT NULL,
    service_id           uuid,
    credential_id        uuid           NOT NULL,
    plugin_id            uuid,
    code                 text           COLLATE "C",
    authenticated_userid text,
    scope                text,
    challenge            text,
    challenge_method     text,
    expires_at           timestamptz,
    CONSTRAINT oauth2_authorization_code__code UNIQUE (code),
    CONSTRAINT oauth2_authorization_code__service__fk
        FOREIGN KEY (service_id) REFERENCES service (id) ON DELETE CASCADE,
    CONSTRAINT oauth2_authorization_code__credential__fk
        FOREIGN KEY (credential_id) REFERENCES oauth2_credential (id) ON DELETE CASCADE,
    CONSTRAINT oauth2_authorization_code__plugin__fk FOREIGN KEY (plugin_id) REFERENCES plugin (id) ON DELETE CASCADE
);
CREATE INDEX oauth2_authorization_code__service ON oauth2_authorization_code (service_id, id)
    WHERE service_id IS NOT NULL;
CREATE INDEX oauth2_authorization_code__credential ON oauth2_authorization_code (credential_id, id);
CREATE INDEX oauth2_authorization_code__plugin ON oauth2_authorization_code (plugin_id, id)
    WHERE plugin_id IS NOT NULL;
CREATE INDEX oauth2_authorization_code__expires_at ON oauth2_authorization_code (expires_at)
    WHERE expires_at IS NOT NULL;

CREATE TABLE session (
    id         uuid           PRIMARY KEY,
    created_at timestamptz(0) NOT NULL,
    session_id text           COLLATE "C" NOT NULL,
    -- epoch second that the plugin writes; the row itself ends at expires_at
    expires    bigint,
    data       text,
    expires_at timestamptz,
    CONSTRAINT session__session_id UNIQUE (session_id)
);
CREATE INDEX session__expires_at ON session (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE acme_storage (
    id         uuid           PRIMARY KEY,
    created_at timestamptz(0) NOT NULL,
    key        text           COLLATE "C" NOT NULL,
    value      text           NOT NULL,
    expires_at timestamptz,
    CONSTRAINT acme_storage__key UNIQUE (key)
);
CREATE INDEX acme_storage__expires_at ON acme_storage (expires_at) WHERE expires_at IS NOT NULL;
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON acme_storage
    FOR EACH ROW EXECUTE FUNCTION record_change('acme_storage');
