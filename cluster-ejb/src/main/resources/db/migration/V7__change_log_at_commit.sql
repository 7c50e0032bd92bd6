-- Writers of configuration wait for each other only while they commit.
--
-- The trigger locks the one revision counter. As a row trigger it did so right after the statement, and the writer held the
-- lock through whatever its control plane did until COMMIT. As a deferred constraint trigger it runs inside COMMIT: the lock
-- is the last that a transaction takes, so it cannot be part of a deadlock, and no client's pace is in the time it is held.
-- Tables that later scripts add declare their trigger this way:
--     CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON ...
--         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_change('...');

DO $$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT tgrelid::regclass AS place, left(encode(tgargs, 'escape'), -length('\000')) AS entity
        FROM pg_trigger
        WHERE tgname = 'record_change'
    LOOP
        EXECUTE format('DROP TRIGGER record_change ON %s', item.place);
        EXECUTE format(
            'CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON %s '
            'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_change(%L)',
            item.place, item.entity);
    END LOOP;
END $$;
