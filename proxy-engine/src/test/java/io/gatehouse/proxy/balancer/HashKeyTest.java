package io.gatehouse.proxy.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.proxy.entity.UpstreamConfig.HashInput;
import io.gatehouse.proxy.entity.UpstreamConfig.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HashKeyTest {
    /** @param headers values by name, as they came over the wire: one character for each byte */
    private record Request(String path, Map<String, List<String>> headers, Map<String, List<String>> arguments)
            implements BalancerRequest {
        @Override
        public String clientAddress() {
            return "10.0.0.1";
        }

        @Override
        public String consumerOrCredentialId() {
            return "";
        }

        @Override
        public List<String> headers(String lowerCaseName) {
            return headers.getOrDefault(lowerCaseName, List.of());
        }

        @Override
        public String cookie(String name) {
            return "";
        }

        @Override
        public void setCookie(String name, String value, String path) {
            throw new AssertionError("no cookie is asked for");
        }

        @Override
        public List<String> queryArguments(String name) {
            return arguments.getOrDefault(name, List.of());
        }

        @Override
        public String capture(String group) {
            return "";
        }
    }

    private static HashInput input(HashInput.Kind kind, String parameter) {
        return new HashInput(kind, parameter);
    }

    private static String key(HashInput input, Request request) {
        byte[] key = new HashKey(new Hashing(input, input(HashInput.Kind.IP, ""), "/")).of(request);
        return new String(key, StandardCharsets.UTF_8);
    }

    private static Request request(Map<String, List<String>> headers, Map<String, List<String>> arguments) {
        return new Request("/caf\u00c3\u00a9", headers, arguments);
    }

    @Test
    void takesTheBytesOfTheRequest() {
        Request request =
                request(Map.of("x-name", List.of("J\u00c3\u00bcrgen", "b")), Map.of("q", List.of("\u00e9", "a")));
        assertEquals("J\u00fcrgen, b", key(input(HashInput.Kind.HEADER, "X-Name"), request));
        assertEquals("/caf\u00e9", key(input(HashInput.Kind.PATH, ""), request));
        assertEquals("a,\u00e9", key(input(HashInput.Kind.QUERY_ARG, "q"), request));
    }

    @Test
    void anEmptyValueCountsAndAnAbsentOneDoesNot() {
        Request request = request(Map.of("x-name", List.of("")), Map.of("q", List.of("")));
        assertEquals("", key(input(HashInput.Kind.HEADER, "X-Name"), request));
        assertEquals("", key(input(HashInput.Kind.QUERY_ARG, "q"), request));
        assertEquals("10.0.0.1", key(input(HashInput.Kind.HEADER, "X-Other"), request));
        assertEquals("10.0.0.1", key(input(HashInput.Kind.QUERY_ARG, "other"), request));
        assertEquals("10.0.0.1", key(input(HashInput.Kind.CONSUMER, ""), request));
        assertEquals("10.0.0.1", key(input(HashInput.Kind.URI_CAPTURE, "id"), request));
    }
}
