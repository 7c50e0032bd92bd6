package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.entity.UpstreamConfig.HashInput;
import io.gatehouse.proxy.entity.UpstreamConfig.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The bytes of a request that decide its place on the ring. What is there but empty counts; what is absent does not. */
final class HashKey {
    private static final byte[] NOTHING = {};

    private final Hashing hashing;

    HashKey(Hashing hashing) {
        this.hashing = hashing;
    }

    /** The input, or the other one when that is absent, or nothing: all such requests share a place. */
    byte[] of(BalancerRequest request) {
        return value(hashing.input(), request)
                .or(() -> value(hashing.fallback(), request))
                .orElse(NOTHING);
    }

    private Optional<byte[]> value(HashInput input, BalancerRequest request) {
        return switch (input.kind()) {
            case NONE -> Optional.empty();
            case CONSUMER -> present(request.consumerOrCredentialId());
            case IP -> Optional.of(utf8(request.clientAddress()));
            case HEADER -> header(request.headers(input.parameter().toLowerCase(Locale.ROOT)));
            case COOKIE -> Optional.of(raw(cookie(input.parameter(), request)));
            case PATH -> Optional.of(raw(request.path()));
            case QUERY_ARG -> argument(request.queryArguments(input.parameter()));
            case URI_CAPTURE -> present(request.capture(input.parameter()));
        };
    }

    private static Optional<byte[]> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(utf8(text));
    }

    private static Optional<byte[]> header(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(raw(String.join(", ", values)));
    }

    private static Optional<byte[]> argument(List<String> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(utf8(String.join(",", values.stream().sorted().toList())));
    }

    private String cookie(String name, BalancerRequest request) {
        String known = request.cookie(name);
        if (!known.isEmpty()) {
            return known;
        }
        String made = UUID.randomUUID().toString();
        request.setCookie(name, made, hashing.cookiePath());
        return made;
    }

    /** Of text that has one character for each byte of the request. */
    private static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
