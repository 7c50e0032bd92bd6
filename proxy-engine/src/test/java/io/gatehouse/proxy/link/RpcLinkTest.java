package io.gatehouse.proxy.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.gatehouse.model.link.rpc.Hello;
import io.gatehouse.model.link.rpc.SyncAnswer;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.proxy.link.rpc.PreferredSessions;
import io.gatehouse.proxy.link.rpc.RpcLinkSessions;
import io.gatehouse.proxy.link.rpc.SyncReceiver;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data plane's side of the JSON-RPC link against a scripted stock control plane. */
class RpcLinkTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(1));
    private static final String HELLO_ANSWER = "{'result':{'rpc_frame_encoding':'x-snappy-framed','rpc_capabilities':"
            + "['kong.sync.v2']},'id':1,'jsonrpc':'2.0'}";
    private static final String SERVICE =
            "{'type':'services','version':5,'ws_id':'w','pk':{'id':'s'},'entity':{'id':'s'}}";

    private final Receiver receiver = new Receiver();
    private ScriptedControlPlane controlPlane;
    private ControlPlaneLink link;

    private static final class Receiver implements SyncReceiver {
        final List<SyncAnswer> applied = new CopyOnWriteArrayList<>();
        volatile long version;

        @Override
        public long version() {
            return version;
        }

        @Override
        public boolean apply(SyncAnswer answer) {
            applied.add(answer);
            version = answer.version();
            return true;
        }

        @Override
        public void rest() {}
    }

    /** Sessions on the other link, which say nothing. */
    private static final class Silent implements LinkSessions {
        @Override
        public LinkRequest request() {
            return new LinkRequest("/v1/outlet", List.of(), EmptyHttpHeaders.INSTANCE, 4 << 20);
        }

        @Override
        public ChannelHandler open(LinkAttempt attempt) {
            return new ChannelInboundHandlerAdapter();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() throws Exception {
        controlPlane = new ScriptedControlPlane(PAIR, 0);
        controlPlane.subprotocols = "kong.meta.v1";
    }

    private void dial() {
        Hello hello = new Hello(
                "2f7c1f62-3f5b-4f4b-9a3e-6a3a3c1e0a11",
                Optional.of("node-1"),
                "3.9.3",
                JsonNodeFactory.instance.objectNode(),
                Set.of());
        ControlPlaneOrder order =
                new ControlPlaneOrder(List.of(new LinkAddress("127.0.0.1", controlPlane.port())), false, new Random());
        link = new ControlPlaneLink(
                order,
                to -> LinkTls.shared(PAIR),
                Optional::empty,
                new PreferredSessions(new RpcLinkSessions(hello, Optional.of(receiver), 4 << 20), new Silent()));
        link.start();
    }

    @AfterEach
    void end() {
        link.close();
        controlPlane.close();
    }

    private JsonNode message(int index) throws IOException {
        await().atMost(Duration.ofSeconds(15)).until(() -> controlPlane.introductions.size() > index);
        byte[] frame = controlPlane.introductions.get(index);
        if (index == 0) {
            return JSON.readTree(frame);
        }
        byte[] text = new byte[SnappyDecompressor.getUncompressedLength(frame, 0)];
        new SnappyDecompressor().decompress(frame, 0, frame.length, text, 0, text.length);
        return JSON.readTree(text);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private void pushPacked(String message) {
        byte[] text = json(message);
        SnappyCompressor compressor = new SnappyCompressor();
        byte[] block = new byte[compressor.maxCompressedLength(text.length)];
        int size = compressor.compress(text, 0, text.length, block, 0, block.length);
        controlPlane.push(Arrays.copyOf(block, size));
    }

    private void answer(JsonNode call, boolean wipe, String deltas) {
        pushPacked("{'jsonrpc':'2.0','id':" + call.get("id") + ",'result':{'default':{'wipe':" + wipe + ",'deltas':"
                + deltas + "}}}");
    }

    private void greet() throws IOException {
        assertEquals("kong.meta.v1.hello", message(0).get("method").asText());
        controlPlane.push(json(HELLO_ANSWER));
    }

    @Test
    void introducesItselfLikeAStockDataPlane() throws Exception {
        dial();
        JsonNode hello = message(0);
        String request = controlPlane.requests.get(0);
        assertTrue(request.startsWith("GET /v2/outlet\n"), request);
        assertTrue(request.contains("sec-websocket-protocol: kong.meta.v1\n"));
        assertEquals(1, hello.get("id").asInt());
        assertEquals(
                "[\"kong.sync.v2\"]", hello.at("/params/0/rpc_capabilities").toString());
        assertEquals(
                "[\"x-snappy-framed\"]",
                hello.at("/params/0/rpc_frame_encodings").toString());
        assertEquals("3.9.3", hello.at("/params/0/kong_version").asText());
    }

    @Test
    void asksUntilNothingIsNewAndAgainWhenTold() throws Exception {
        dial();
        greet();
        JsonNode first = message(1);
        assertEquals("{\"default\":{\"version\":0}}", first.at("/params/0").toString());
        answer(first, true, "[" + SERVICE + "]");
        JsonNode second = message(2);
        assertEquals(5, second.at("/params/0/default/version").asInt());
        answer(second, false, "{}");
        assertTrue(receiver.applied.get(0).wipe());

        pushPacked("{'jsonrpc':'2.0','id':0,'method':'kong.sync.v2.notify_new_version',"
                + "'params':[{'default':{'new_version':6}}]}");
        List<JsonNode> next = List.of(message(3), message(4));
        assertTrue(next.stream().anyMatch(message -> message.path("result").asBoolean()));
        JsonNode call = next.stream()
                .filter(message -> message.has("method"))
                .findFirst()
                .orElseThrow();
        answer(call, false, "[{'type':'services','version':6,'ws_id':'w','pk':{'id':'s'},'entity':null}]");
        await().until(() -> receiver.version == 6);
        assertTrue(receiver.applied.get(1).deltas().get(0).entity().isEmpty());
    }

    @Test
    void goesBackToWholeConfigurationsWhereTheLinkIsMissing() {
        controlPlane.missing = Set.of("/v2/outlet");
        dial();
        await().atMost(Duration.ofSeconds(25))
                .until(() ->
                        controlPlane.requests.stream().anyMatch(request -> request.startsWith("GET /v1/outlet\n")));
        await().until(link::isConnected);
        assertTrue(receiver.applied.isEmpty());
    }

    @Test
    void goesBackToWholeConfigurationsWhereTheyAreNotOnTheLink() throws Exception {
        dial();
        message(0);
        controlPlane.push(json(HELLO_ANSWER.replace("['kong.sync.v2']", "{}")));
        await().atMost(Duration.ofSeconds(25))
                .until(() ->
                        controlPlane.requests.stream().anyMatch(request -> request.startsWith("GET /v1/outlet\n")));
    }

    @Test
    void endsASessionThatBringsRubbish() throws Exception {
        dial();
        greet();
        message(1);
        byte[] rubbish = new byte[100];
        new Random(3).nextBytes(rubbish);
        controlPlane.push(rubbish);
        await().until(() -> !controlPlane.hasSession());
        assertTrue(receiver.applied.isEmpty());
    }

    @Test
    void endsASessionWithoutTheSubprotocol() {
        controlPlane.subprotocols = null;
        dial();
        await().until(() -> !controlPlane.requests.isEmpty() && !controlPlane.hasSession());
        assertFalse(link.isConnected());
        assertTrue(controlPlane.introductions.isEmpty());
    }
}
