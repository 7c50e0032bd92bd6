package io.gatehouse.model.link.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.link.LinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RpcPeerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT = 1 << 20;

    private final List<byte[]> sent = new ArrayList<>();
    private final RpcPeer peer = new RpcPeer(
            frame -> sent.add(SnappyTextTest.join(frame)),
            Map.of(
                    "test.v1.echo",
                    params -> CompletableFuture.completedStage(SnappyText.of(params)),
                    "test.v1.refuse",
                    params -> {
                        throw new RpcError(RpcError.SERVER_ERROR, "not today");
                    },
                    "test.v1.break",
                    params -> CompletableFuture.failedStage(new IllegalStateException("secret detail"))),
            Set.of("test.v1"),
            LIMIT);

    @Test
    void answersACallWithItsId() throws Exception {
        receive("{'jsonrpc':'2.0','id':7,'method':'test.v1.echo','params':['a']}");

        assertEquals(json("{'jsonrpc':'2.0','id':7,'result':['a']}"), last());
    }

    @Test
    void answersWhatTheStandardSaysWhenItCannot() throws Exception {
        receive("{'jsonrpc':'2.0','id':'x','method':'test.v1.unknown'}");
        assertEquals(json("{'jsonrpc':'2.0','id':'x','error':{'code':-32601,'message':'Method not found'}}"), last());

        receive("{'jsonrpc':'2.0','id':1,'method':'test.v1.refuse'}");
        assertEquals(json("{'jsonrpc':'2.0','id':1,'error':{'code':-32000,'message':'not today'}}"), last());

        receive("{'jsonrpc':'2.0','id':2,'method':'test.v1.break'}");
        assertEquals(json("{'jsonrpc':'2.0','id':2,'error':{'code':-32603,'message':'Internal error'}}"), last());
    }

    @Test
    void answersEveryCallOfABatchAndNoNotification() throws Exception {
        receive("[{'jsonrpc':'2.0','id':1,'method':'test.v1.echo'},{'jsonrpc':'2.0','method':'test.v1.echo'},"
                + "{'jsonrpc':'2.0','id':2,'method':'test.v1.echo'}]");

        assertEquals(2, sent.size());
    }

    @Test
    void callsWithIdsOfItsOwn() throws Exception {
        CompletableFuture<JsonNode> first = peer.call("test.v1.ask", TextNode.valueOf("p"));
        CompletableFuture<JsonNode> second = peer.call("test.v1.ask", TextNode.valueOf("q"));
        assertEquals(json("{'jsonrpc':'2.0','id':1,'method':'test.v1.ask','params':['q']}"), last());

        receive("{'jsonrpc':'2.0','id':1,'result':true}");
        receive("{'jsonrpc':'2.0','id':0,'error':{'code':-32000,'message':'no'}}");
        receive("{'jsonrpc':'2.0','id':99,'result':'nobody asked'}");

        assertTrue(second.get(1, TimeUnit.SECONDS).asBoolean());
        ExecutionException failure = assertThrows(ExecutionException.class, () -> first.get(1, TimeUnit.SECONDS));
        assertEquals("no", failure.getCause().getMessage());
    }

    @Test
    void callsNothingThatTheOtherEndDoesNotOffer() {
        CompletableFuture<JsonNode> answer = peer.call("other.v1.ask", JsonNodeFactory.instance.nullNode());

        ExecutionException failure = assertThrows(ExecutionException.class, () -> answer.get(1, TimeUnit.SECONDS));
        assertTrue(failure.getCause().getMessage().contains("other.v1"));
        assertTrue(sent.isEmpty());
    }

    @Test
    void givesUpACallThatIsNotAnswered() {
        CompletableFuture<JsonNode> answer =
                peer.call("test.v1.ask", JsonNodeFactory.instance.nullNode(), Duration.ofMillis(50));

        ExecutionException failure = assertThrows(ExecutionException.class, () -> answer.get(5, TimeUnit.SECONDS));
        assertInstanceOf(TimeoutException.class, failure.getCause());
    }

    @Test
    void tellsWhoWaitsThatTheSessionIsOver() {
        CompletableFuture<JsonNode> answer = peer.call("test.v1.ask", JsonNodeFactory.instance.nullNode());
        peer.close();

        assertThrows(ExecutionException.class, () -> answer.get(1, TimeUnit.SECONDS));
    }

    @Test
    void endsASessionThatSendsSomethingElse() {
        assertThrows(LinkException.class, () -> receive("{'id':1,'method':'test.v1.echo'}"));
        assertThrows(LinkException.class, () -> receive("[]"));
        assertThrows(LinkException.class, () -> receive("{'jsonrpc':'2.0'}"));
        assertThrows(LinkException.class, () -> receive("{'jsonrpc'"));
    }

    @Test
    void neverFailsInAnotherWayThanTheOneThatEndsTheSession() {
        Random random = new Random(5);
        byte[] good = packed("{'jsonrpc':'2.0','id':7,'method':'test.v1.echo','params':[{'a':[1,2,3]}]}");
        for (int round = 0; round < 10_000; round++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                peer.receive(bad);
            } catch (LinkException expected) {
                // and nothing else
            }
        }
    }

    private void receive(String message) {
        peer.receive(packed(message));
    }

    private static byte[] packed(String message) {
        SnappyText nothing = SnappyText.literal("");
        return SnappyTextTest.join(SnappyText.block(nothing, SnappyText.literal(message.replace('\'', '"')), nothing));
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private JsonNode last() throws Exception {
        return JSON.readTree(SnappyText.unpack(sent.get(sent.size() - 1), LIMIT));
    }
}
