package io.gatehouse.proxy.dns;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.settings.Settings;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameResolverTest {
    private LocalNameServer server;
    private NameResolver resolver;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new LocalNameServer();
        Files.writeString(folder.resolve("hosts"), "10.9.9.9 listed.test alias.test\nfd00::9 listed6.test\n");
        resolver =
                resolver(Optional.empty(), Duration.ofHours(1), List.of(RecordType.SRV, RecordType.A, RecordType.AAAA));
    }

    @AfterEach
    void stop() {
        resolver.close();
        server.close();
    }

    private NameResolver resolver(ResolverFile system) {
        return resolver(Optional.empty(), Duration.ofHours(1), List.of(RecordType.A), system);
    }

    private NameResolver resolver(Optional<Duration> validFor, Duration staleFor, List<RecordType> order) {
        return resolver(validFor, staleFor, order, ResolverFile.NONE);
    }

    private NameResolver resolver(
            Optional<Duration> validFor, Duration staleFor, List<RecordType> order, ResolverFile system) {
        return new NameResolver(new DnsSettings(
                List.of(server.address()),
                folder.resolve("hosts"),
                order,
                false,
                true,
                validFor,
                staleFor,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                100,
                true,
                system));
    }

    private static Answer join(CompletionStage<Answer> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static List<String> texts(Answer answer) {
        return answer.addresses().stream()
                .map(address -> address.address().getHostAddress())
                .toList();
    }

    @Test
    void asksOnceAndKeepsTheAnswerForItsTime() throws Exception {
        server.addresses("a.test", 60, "10.0.0.2", "10.0.0.1");
        HostName name = resolver.name("A.Test");
        assertTrue(name.known().isEmpty());
        Answer answer = join(name.ask());
        assertEquals(List.of("10.0.0.1", "10.0.0.2"), texts(answer));
        assertSame(answer, name.known().orElseThrow());
        assertSame(name, resolver.name("a.test"));
        assertEquals(1, server.questions("a.test", DnsRecordType.A));
    }

    @Test
    void sharesOneQueryAmongAllWhoAsk() throws Exception {
        server.silent("slow.test");
        HostName name = resolver.name("slow.test");
        CompletionStage<Answer> first = name.ask();
        CompletionStage<Answer> second = name.ask();
        assertSame(first, second);
    }

    @Test
    void goesOnToTheNextTypeWhenOneHasNothing() throws Exception {
        server.addresses("six.test", 60, "fd00::1");
        Answer answer = join(resolver.name("six.test").ask());
        assertEquals(RecordType.AAAA, answer.type());
        assertEquals(List.of("fd00:0:0:0:0:0:0:1"), texts(answer));
        assertEquals(1, server.questions("six.test", DnsRecordType.A));
    }

    @Test
    void followsServiceRecordsOfTheLowestPriority() throws Exception {
        server.service(
                "svc.test",
                60,
                new ServiceRecord(1, 10, 8081, "one.test"),
                new ServiceRecord(1, 0, 8082, "two.test"),
                new ServiceRecord(2, 10, 8083, "never.test"));
        server.addresses("one.test", 60, "10.0.0.1");
        server.addresses("two.test", 60, "10.0.0.2");
        Answer answer = join(resolver.name("svc.test").ask());
        assertEquals(RecordType.SRV, answer.type());
        assertEquals(
                List.of("one.test 8081 10", "two.test 8082 1"),
                answer.addresses().stream()
                        .map(address -> address.name() + " " + address.port() + " " + address.weight())
                        .toList());
    }

    @Test
    void givesAnExpiredAnswerWhileItAsksAgain() throws Exception {
        server.addresses("stale.test", 0, "10.0.0.1");
        HostName name = resolver.name("stale.test");
        join(name.ask());
        server.addresses("stale.test", 60, "10.0.0.2");
        assertEquals(List.of("10.0.0.1"), texts(name.known().orElseThrow()));
        await().untilAsserted(() ->
                assertEquals(List.of("10.0.0.2"), texts(name.known().orElseThrow())));
    }

    @Test
    void keepsAnExpiredAnswerWhenNameServersFailButNotWhenTheNameIsGone() throws Exception {
        server.addresses("flaky.test", 0, "10.0.0.1");
        HostName name = resolver.name("flaky.test");
        join(name.ask());
        server.fails("flaky.test", DnsResponseCode.SERVFAIL);
        assertEquals(List.of("10.0.0.1"), texts(join(name.ask())));
        server.fails("flaky.test", DnsResponseCode.NXDOMAIN);
        assertFalse(join(name.ask()).found());
    }

    @Test
    void forgetsAnAnswerThatMayNotBeUsedStale() throws Exception {
        try (NameResolver strict = resolver(Optional.of(Duration.ZERO), Duration.ZERO, List.of(RecordType.A))) {
            server.addresses("a.test", 60, "10.0.0.1");
            HostName name = strict.name("a.test");
            join(name.ask());
            assertTrue(name.known().isEmpty());
        }
    }

    @Test
    void tellsAMissingNameFromAFailure() throws Exception {
        server.fails("gone.test", DnsResponseCode.NXDOMAIN);
        Answer gone = join(resolver.name("gone.test").ask());
        assertEquals(Answer.Failure.NOT_FOUND, gone.failure());
        assertEquals("dns server error: 3 name error", gone.reason());

        Answer empty = join(resolver.name("empty.test").ask());
        assertEquals(Answer.Failure.EMPTY, empty.failure());
        assertEquals("dns client error: 101 empty record received", empty.reason());

        server.fails("broken.test", DnsResponseCode.SERVFAIL);
        Answer broken = join(resolver.name("broken.test").ask());
        assertEquals(Answer.Failure.ERROR, broken.failure());
        assertEquals("dns server error: 2 server failure", broken.reason());
    }

    @Test
    void keepsThatANameIsMissing() throws Exception {
        server.fails("gone.test", DnsResponseCode.NXDOMAIN);
        HostName name = resolver.name("gone.test");
        join(name.ask());
        assertFalse(name.known().orElseThrow().found());
    }

    @Test
    void answersFromTheHostsFileAndKnowsLocalhost() throws Exception {
        assertEquals(List.of("10.9.9.9"), texts(join(resolver.name("Alias.test").ask())));
        assertEquals(
                List.of("fd00:0:0:0:0:0:0:9"),
                texts(join(resolver.name("listed6.test").ask())));
        assertEquals(List.of("127.0.0.1"), texts(join(resolver.name("localhost").ask())));
        assertEquals(0, server.questions("alias.test", DnsRecordType.A));
    }

    @Test
    void keepsAnExpiredAnswerWhenTheNextOneIsEmpty() throws Exception {
        server.addresses("emptied.test", 0, "10.0.0.1");
        HostName name = resolver.name("emptied.test");
        join(name.ask());
        server.fails("emptied.test", DnsResponseCode.NOERROR);
        assertEquals(List.of("10.0.0.1"), texts(join(name.ask())));
    }

    @Test
    void looksForShortNamesInOtherDomainsFirst() throws Exception {
        server.addresses("orders.one.test", 60, "10.0.0.1");
        server.addresses("orders.shop.two.test", 60, "10.0.0.2");
        server.addresses("a.b.c", 60, "10.0.0.3");
        ResolverFile system = new ResolverFile(List.of("two.test", "one.test"), 2, Duration.ofSeconds(2), 5);
        try (NameResolver searching = resolver(system)) {
            assertEquals(
                    List.of("10.0.0.1"), texts(join(searching.name("orders").ask())));
            assertEquals(
                    List.of("10.0.0.2"),
                    texts(join(searching.name("orders.shop").ask())));
            assertEquals(1, server.questions("orders.two.test", DnsRecordType.A));
            assertEquals(0, server.questions("orders", DnsRecordType.A));
            assertEquals(List.of("10.0.0.3"), texts(join(searching.name("a.b.c").ask())));
            assertEquals(0, server.questions("a.b.c.two.test", DnsRecordType.A));
            assertFalse(join(searching.name("orders.").ask()).found());
        }
    }

    @Test
    void aServiceIsAsGoodForAsLongAsTheAddressesOfItsTargets() throws Exception {
        server.service("svc.test", 60, new ServiceRecord(1, 10, 8081, "one.test"));
        server.addresses("one.test", 0, "10.0.0.1");
        HostName name = resolver.name("svc.test");
        join(name.ask());
        server.addresses("one.test", 60, "10.0.0.2");
        await().untilAsserted(() ->
                assertEquals(List.of("10.0.0.2"), texts(name.known().orElseThrow())));
    }

    @Test
    void waitsNoLongerThanItIsToldTo() throws Exception {
        server.silent("silent.test");
        try (NameResolver quick = resolver(new ResolverFile(List.of("never.test"), 1, Duration.ofMillis(100), 1))) {
            assertEquals(
                    Answer.Failure.ERROR, join(quick.name("silent.test").ask()).failure());
            // who does not answer for one name is not asked for another
            assertEquals(0, server.questions("silent.test.never.test", DnsRecordType.A));
        }
    }

    @Test
    void readsTheResolverFile() throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), """
                # comment
                domain ignored.test
                search one.test  two.test ; and no more
                options ndots:3 rotate timeout:7
                options attempts:x attempts:4
                """);
        assertEquals(
                new ResolverFile(List.of("one.test", "two.test"), 3, Duration.ofSeconds(7), 4),
                ResolverFile.read(file, Map.of()));
        assertEquals(
                new ResolverFile(List.of("mine.test"), 1, Duration.ofSeconds(7), 4),
                ResolverFile.read(file, Map.of("LOCALDOMAIN", "mine.test", "RES_OPTIONS", "ndots:1")));
        assertEquals(ResolverFile.NONE, ResolverFile.read(folder.resolve("absent"), Map.of()));
    }

    private NameResolver configured(String... settings) throws IOException {
        Map<String, String> environment = new HashMap<>(
                Map.of("KONG_ROLE", "traditional", "KONG_DATABASE", "off", "KONG_PREFIX", folder.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("KONG_" + settings[i].toUpperCase(Locale.ROOT), settings[i + 1]);
        }
        return new NameResolver(DnsSettings.of(Settings.load(environment, Optional.empty(), Map.of())));
    }

    private String serverText() {
        return "127.0.0.1:" + server.address().getPort();
    }

    @Test
    void theNewClientAsksForServicesByTheirNamesOnly() throws Exception {
        server.service("plain.test", 60, new ServiceRecord(1, 1, 8081, "one.test"));
        server.service("_http._tcp.shop.test", 60, new ServiceRecord(1, 1, 8081, "one.test"));
        server.addresses("one.test", 60, "10.0.0.1");
        try (NameResolver client = configured("new_dns_client", "on", "resolver_address", serverText())) {
            assertFalse(join(client.name("plain.test").ask()).found());
            assertEquals(0, server.questions("plain.test", DnsRecordType.SRV));
            Answer service = join(client.name("_http._tcp.shop.test").ask());
            assertEquals(List.of("10.0.0.1"), texts(service));
            assertEquals(RecordType.SRV, service.type());
            assertEquals(0, server.questions("_http._tcp.shop.test", DnsRecordType.A));
            client.name("_http._tcp.shop.test").known();
            assertEquals(
                    Map.of(
                            "plain.test", Map.of("query_fail", 1L),
                            "_http._tcp.shop.test", Map.of("runs", 1L, "hit_lru", 1L, "query_succ", 1L)),
                    client.statistics().orElseThrow());
        }
        assertEquals(Optional.empty(), resolver.statistics());
    }

    @Test
    void sharesNoQueryWhenItIsToldSo() throws Exception {
        server.addresses("own.test", 60, "10.0.0.1");
        try (NameResolver client = configured("dns_no_sync", "on", "dns_order", "A", "dns_resolver", serverText())) {
            HostName name = client.name("own.test");
            CompletionStage<Answer> first = name.ask();
            CompletionStage<Answer> second = name.ask();
            assertEquals(List.of("10.0.0.1"), texts(join(first)));
            assertEquals(List.of("10.0.0.1"), texts(join(second)));
            assertEquals(2, server.questions("own.test", DnsRecordType.A));
        }
    }
}
