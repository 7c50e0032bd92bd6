package io.gatehouse.cluster.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.TagFilter;
import io.gatehouse.model.error.EntityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConcurrentWritesTest {

    private static final int WRITERS = 16;

    private static TestEntities entities;
    private static ExecutorService threads;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
        threads = Executors.newFixedThreadPool(WRITERS);
    }

    @AfterAll
    static void close() {
        threads.shutdown();
        entities.close();
    }

    @Test
    void parallelPatchesAllTakeEffect() {
        entities.create("upstreams", "{'name':'shared'}");
        List<String> fields = List.of(
                "{'slots':100}",
                "{'host_header':'a.b'}",
                "{'tags':['x']}",
                "{'healthchecks':{'threshold':5}}",
                "{'healthchecks':{'active':{'concurrency':7}}}",
                "{'use_srv_name':true}");

        inParallel(fields.size(), writer -> () -> entities.patch("upstreams", "shared", fields.get(writer)));

        ObjectNode upstream = entities.find("upstreams", "shared").orElseThrow();
        assertEquals(100, upstream.path("slots").intValue());
        assertEquals("a.b", upstream.path("host_header").textValue());
        assertEquals("x", upstream.path("tags").path(0).textValue());
        assertEquals(5, upstream.path("healthchecks").path("threshold").intValue());
        assertEquals(
                7,
                upstream.path("healthchecks").path("active").path("concurrency").intValue());
        assertTrue(upstream.path("use_srv_name").booleanValue());
    }

    @Test
    void parallelPutsOfANewKeyMakeOneRow() {
        Set<String> ids = new HashSet<>();
        for (ObjectNode answer : inParallel(
                WRITERS, writer -> () -> entities.put("services", "contested", "{'host':'h" + writer + "'}"))) {
            ids.add(answer.path("id").textValue());
        }

        assertEquals(1, ids.size());
    }

    @Test
    @Tag("R174")
    void parallelPostsOfOneNameMakeOneRowAndConflicts() {
        List<Integer> outcomes = inParallel(WRITERS, writer -> () -> {
            try {
                entities.create("services", "{'name':'once','host':'a.b'}");
                return 201;
            } catch (EntityException e) {
                return e.code().status();
            }
        });

        assertEquals(1, outcomes.stream().filter(status -> status == 201).count());
        assertEquals(
                WRITERS - 1, outcomes.stream().filter(status -> status == 409).count());
    }

    @Test
    void parentsAndChildrenCanBeWrittenAtTheSameTime() {
        entities.create("services", "{'name':'busy','host':'a.b'}");

        inParallel(
                WRITERS,
                writer -> () -> writer % 2 == 0
                        ? entities.createUnder("services/busy", "routes", "{'paths':['/p" + writer + "']}")
                        : entities.patch("services", "busy", "{'retries':" + writer + "}"));

        assertEquals(
                WRITERS / 2,
                entities.service()
                        .list(
                                entities.type("routes"),
                                ListQuery.ofSize(100)
                                        .under(entities.parent("routes", "services/busy")
                                                .orElseThrow()))
                        .data()
                        .size());
    }

    @Test
    void tenClientsThatImportServicesAndRoutesLoseNothing() {
        int each = 20;

        inParallel(10, client -> () -> {
            for (int i = 0; i < each; i++) {
                String name = "import-" + client + "-" + i;
                entities.put("services", name, "{'host':'a.b','tags':['imported']}");
                entities.createUnder("services/" + name, "routes", "{'paths':['/" + name + "'],'tags':['imported']}");
                // every client also changes what all of them share
                entities.put("upstreams", "imported", "{'slots':" + (100 + client) + "}");
            }
            return client;
        });

        ListQuery imported = ListQuery.ofSize(1000).tagged(Optional.of(TagFilter.parse("imported")));
        assertEquals(
                10 * each,
                entities.service()
                        .list(entities.type("services"), imported)
                        .data()
                        .size());
        assertEquals(
                10 * each,
                entities.service()
                        .list(entities.type("routes"), imported)
                        .data()
                        .size());
    }

    private static <T> List<T> inParallel(int writers, IntFunction<Callable<T>> work) {
        CyclicBarrier start = new CyclicBarrier(writers);
        List<Future<T>> running = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            Callable<T> one = work.apply(writer);
            running.add(threads.submit(() -> {
                start.await();
                return one.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : running) {
            try {
                results.add(result.get());
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return results;
    }
}
