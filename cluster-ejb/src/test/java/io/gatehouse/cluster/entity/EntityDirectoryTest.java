package io.gatehouse.cluster.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.PageOffset;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EntityDirectoryTest {
    private static final String FIRST = "00000000-0000-4000-8000-000000000001";
    private static final String SECOND = "00000000-0000-4000-8000-000000000002";
    private static final String THIRD = "00000000-0000-4000-8000-000000000003";

    private static TestEntities entities;
    private static EntityDirectory directory;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
        directory = new StoredEntityDirectory(
                entities.transactions(), entities.catalog(), new EntityValidator(entities.catalog()));
        entities.create("services", "{'id':'" + SECOND + "','host':'a.b','tags':['z','a']}");
        entities.create("consumers", "{'id':'" + FIRST + "','username':'u','tags':['größe']}");
        entities.create("routes", "{'id':'" + THIRD + "','paths':['/a'],'tags':['a']}");
        entities.create("services", "{'name':'untagged','host':'a.b','tags':[]}");
        entities.create("plugins", "{'name':'request-termination'}");
        entities.create("plugins", "{'name':'key-auth'}");
        entities.create("plugins", "{'name':'key-auth','route':{'id':'" + THIRD + "'}}");
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @Test
    void namesEachPluginInUseOnce() {
        assertEquals(List.of("key-auth", "request-termination"), directory.pluginsInUse());
    }

    @Test
    void listsTagsInOrderOfEntitiesAndOfTheirTags() {
        Page page = directory.tagged(100, Optional.empty(), Optional.empty());
        assertEquals(
                List.of(
                        entry("größe", "consumers", FIRST),
                        entry("z", "services", SECOND),
                        entry("a", "services", SECOND),
                        entry("a", "routes", THIRD)),
                page.data());
        assertEquals(Optional.empty(), page.offset());
    }

    @Test
    void pagesBetweenTheTagsOfOneEntityAndEndsWithAFullPage() {
        List<ObjectNode> all = new ArrayList<>();
        Optional<String> offset = Optional.empty();
        int pages = 0;
        do {
            Page page = directory.tagged(2, offset, Optional.empty());
            all.addAll(page.data());
            offset = page.offset();
            pages++;
        } while (offset.isPresent());
        assertEquals(directory.tagged(100, Optional.empty(), Optional.empty()).data(), all);
        assertEquals(2, pages);
    }

    @Test
    void findsTheEntitiesOfOneTag() {
        assertEquals(
                List.of(entry("a", "services", SECOND), entry("a", "routes", THIRD)),
                directory.tagged(100, Optional.empty(), Optional.of("a")).data());
        assertEquals(
                List.of(),
                directory.tagged(100, Optional.empty(), Optional.of("nobody")).data());
    }

    @Test
    void refusesWhatIsNoTagAndWhatIsNoOffset() {
        EntityException tag =
                assertThrows(EntityException.class, () -> directory.tagged(1, Optional.empty(), Optional.of("a,b")));
        assertEquals(ErrorCode.INVALID_UNIQUE, tag.code());
        assertEquals("invalid unique tag", tag.name());
        for (String offset : List.of("zz", "abc", "WyJ4Il0", PageOffset.after(UUID.fromString(FIRST)))) {
            EntityException refused = assertThrows(
                    EntityException.class, () -> directory.tagged(1, Optional.of(offset), Optional.empty()));
            assertEquals(ErrorCode.INVALID_OFFSET, refused.code());
        }
    }

    private static ObjectNode entry(String tag, String type, String id) {
        return TestEntities.json("{'tag':'" + tag + "','entity_name':'" + type + "','entity_id':'" + id + "'}");
    }
}
