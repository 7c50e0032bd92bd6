package io.gatehouse.cluster.entity;

import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.error.EntityException;
import java.util.List;
import java.util.Optional;

/**
 * Answers what is asked about entities of all types together. Each call is one SQL statement; calls block, and are safe
 * for many threads.
 */
public interface EntityDirectory {

    /** The names of the plugins that at least one stored plugin entity has, sorted. */
    List<String> pluginsInUse();

    /**
     * Who has which tag, as documents of {@code tag}, {@code entity_name} and {@code entity_id}, in order of the ids of
     * the entities and of their tags.
     *
     * @param size documents wanted, 1 to 1000
     * @param offset where the page begins, of the page before
     * @param tag only this tag
     * @throws EntityException code 7 when the offset is not one, code 10 when the tag cannot be one
     */
    Page tagged(int size, Optional<String> offset, Optional<String> tag);
}
