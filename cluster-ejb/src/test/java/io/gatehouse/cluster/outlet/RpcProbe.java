package io.gatehouse.cluster.outlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.gatehouse.cluster.outlet.Probe.Frame;
import io.gatehouse.model.pki.CertificatePair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** A data plane on the JSON-RPC link by hand: what it sends was recorded of a stock 3.9.3 node. */
final class RpcProbe implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BINARY = 0x82;

    final Probe probe;
    private int nextId;

    private RpcProbe(Probe probe) {
        this.probe = probe;
    }

    /** Opens the WebSocket; nothing is said yet. */
    static RpcProbe open(ControlPlane to, CertificatePair pair) throws Exception {
        Probe probe = Probe.connect(to.address(), Optional.of(pair));
        probe.send(request("kong.meta.v1"));
        String head = probe.readHead();
        if (!head.startsWith("HTTP/1.1 101 ") || !head.contains("Sec-WebSocket-Protocol: kong.meta.v1\r\n")) {
            throw new IOException("not upgraded: " + head);
        }
        return new RpcProbe(probe);
    }

    static String request(String subprotocols) {
        return Probe.request("/v2/outlet")
                .replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: " + subprotocols + "\r\n\r\n");
    }

    /** Says hello and returns the answer. */
    JsonNode hello(UUID id, String version, String loadedPlugins) throws IOException {
        probe.binary("{\"id\":1,\"method\":\"kong.meta.v1.hello\",\"params\":[{\"kong_hostname\":\"vm\",\"kong_conf\":{"
                + "\"role\":\"data_plane\",\"loaded_plugins\":" + loadedPlugins
                + "},\"rpc_capabilities\":[\"kong.sync.v2\"],\"rpc_frame_encodings\":[\"x-snappy-framed\"],"
                + "\"kong_version\":\"" + version + "\",\"kong_node_id\":\"" + id + "\"}],\"jsonrpc\":\"2.0\"}");
        return JSON.readTree(probe.readFrame().payload());
    }

    /** Asks for what is new and returns the answer; what else comes before it is answered as a data plane would. */
    JsonNode getDelta(long version) throws IOException {
        int id = nextId++;
        send("{\"id\":" + id + ",\"method\":\"kong.sync.v2.get_delta\",\"params\":[{\"default\":{\"version\":" + version
                + "}}],\"jsonrpc\":\"2.0\"}");
        while (true) {
            JsonNode message = receive();
            if (!message.has("method")) {
                return message;
            }
            confirm(message);
        }
    }

    /** Waits for the news that there is a version, and confirms it. */
    long newVersion() throws IOException {
        JsonNode message = receive();
        if (!message.path("method").asText().equals("kong.sync.v2.notify_new_version")) {
            throw new IOException("something else came: " + message);
        }
        confirm(message);
        return message.at("/params/0/default/new_version").asLong();
    }

    private void confirm(JsonNode call) throws IOException {
        send("{\"result\":true,\"id\":" + call.get("id") + ",\"jsonrpc\":\"2.0\"}");
    }

    void send(String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        SnappyCompressor compressor = new SnappyCompressor();
        byte[] block = new byte[compressor.maxCompressedLength(text.length)];
        int size = compressor.compress(text, 0, text.length, block, 0, block.length);
        probe.frame(BINARY, Arrays.copyOf(block, size));
    }

    JsonNode receive() throws IOException {
        Frame frame = probe.readFrame();
        if (frame.opcode() != Frame.BINARY) {
            throw new IOException("a frame of type " + frame.opcode());
        }
        byte[] text = new byte[SnappyDecompressor.getUncompressedLength(frame.payload(), 0)];
        new SnappyDecompressor().decompress(frame.payload(), 0, frame.payload().length, text, 0, text.length);
        return JSON.readTree(text);
    }

    @Override
    public void close() throws IOException {
        probe.close();
    }
}
