package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.LinkProtocol;
import java.util.regex.Pattern;

/** Versions of the configuration on the JSON-RPC link, where they stand for hashes, and the parameters they travel in. */
public final class SyncVersion {
    /** No version has more digits: senders hold it in a double. */
    private static final int DIGITS = 16;

    private static final Pattern NAME =
            Pattern.compile("0{" + (LinkProtocol.HASH_LENGTH - DIGITS) + "}\\d{" + DIGITS + "}");

    private SyncVersion() {}

    /** Where a node shows the hash of its configuration: the version in decimal, with zeros in front. */
    public static String asHash(long version) {
        return String.format("%0" + LinkProtocol.HASH_LENGTH + "d", version);
    }

    /** The reverse; 0 for a hash that is none of these. */
    public static long ofHash(String hash) {
        return NAME.matcher(hash).matches() ? Long.parseLong(hash) : 0;
    }

    /** The parameter of {@link RpcProtocol#GET_DELTA}: what the data plane has. */
    public static ObjectNode current(long version) {
        return parameter("version", version);
    }

    /** The parameter of {@link RpcProtocol#NOTIFY_NEW_VERSION}: what there is. */
    public static ObjectNode newest(long version) {
        return parameter("new_version", version);
    }

    /** @throws RpcError when the parameters do not name a version */
    public static long readCurrent(JsonNode params) {
        return read(params, "version");
    }

    /** @throws RpcError when the parameters do not name a version */
    public static long readNewest(JsonNode params) {
        return read(params, "new_version");
    }

    private static ObjectNode parameter(String field, long version) {
        ObjectNode parameter = JsonNodeFactory.instance.objectNode();
        parameter.putObject(RpcProtocol.NAMESPACE).put(field, version);
        return parameter;
    }

    private static long read(JsonNode params, String field) {
        JsonNode namespace = params.path(0).path(RpcProtocol.NAMESPACE);
        if (!namespace.isObject()) {
            throw new RpcError(
                    RpcError.SERVER_ERROR, "there is no namespace '" + RpcProtocol.NAMESPACE + "' in the parameters");
        }
        JsonNode version = namespace.path(field);
        if (!version.isNumber() || version.asLong() < 0) {
            throw new RpcError(
                    RpcError.SERVER_ERROR, RpcProtocol.NAMESPACE + "." + field + " must be a number, 0 or greater");
        }
        return version.asLong();
    }
}
