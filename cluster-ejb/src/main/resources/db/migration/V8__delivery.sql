-- What became of the configurations that a data plane got, as it reports itself; null for one that does not.
ALTER TABLE data_plane ADD COLUMN delivery jsonb;
