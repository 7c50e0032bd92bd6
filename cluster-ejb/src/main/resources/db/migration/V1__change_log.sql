-- Which configuration rows changed at which revision.
--
-- One locked counter row instead of a sequence: a sequence's values become visible out of order (a later number can
-- commit first), and a reader that remembers "seen up to 7" would lose 6. Here commit order is revision order, without
-- gaps. The price is that writers of configuration wait for each other from their first change to their commit.

CREATE TABLE config_revision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    value    bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO config_revision (value) VALUES (0);

CREATE TABLE config_change (
    revision  bigint      NOT NULL,
    seq       bigint      GENERATED ALWAYS AS IDENTITY,
    entity    text        COLLATE "C" NOT NULL,
    entity_id uuid        NOT NULL,
    op        char(1)     NOT NULL CHECK (op IN ('U', 'D')),
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (revision, seq)
);
CREATE INDEX config_change__entity ON config_change (entity, entity_id, revision);

-- The revision of this transaction. Its first configuration change takes the next number and queues one notification,
-- which is delivered at commit; the payload is the revision as text.
CREATE FUNCTION current_revision() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taken  text := current_setting('gatehouse.revision', true);
    newest bigint;
BEGIN
    IF taken IS NOT NULL AND taken <> '' THEN
        RETURN taken::bigint;
    END IF;
    UPDATE config_revision SET value = value + 1 RETURNING value INTO newest;
    PERFORM set_config('gatehouse.revision', newest::text, true);
    PERFORM pg_notify('gatehouse_config', newest::text);
    RETURN newest;
END $$;

-- Row trigger of every table that data planes receive; its argument is the entity's name in the API. An update that
-- changes nothing is no change. The name sorts after PostgreSQL's own RI_ConstraintTrigger…, so that references are
-- checked before the counter is locked.
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO config_change (revision, entity, entity_id, op)
        VALUES (current_revision(), TG_ARGV[0], OLD.id, 'D');
    ELSIF TG_OP = 'INSERT' OR NEW IS DISTINCT FROM OLD THEN
        INSERT INTO config_change (revision, entity, entity_id, op)
        VALUES (current_revision(), TG_ARGV[0], NEW.id, 'U');
    END IF;
    RETURN NULL;
END $$;
