package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.entity.UpstreamConfig.HashInput;
import io.gatehouse.proxy.entity.UpstreamConfig.Hashing;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Makes the key of a request for consistent hashing. */
final class HashKey {
    private final Hashing hashing;

    HashKey(Hashing hashing) {
        this.hashing = hashing;
    }

    /** The input, else the fallback, else empty text: such requests share one endpoint. */
    String of(BalancerRequest request) {
        String key = value(hashing.input(), request);
        return key.isEmpty() ? value(hashing.fallback(), request) : key;
    }

    private String value(HashInput input, BalancerRequest request) {
        return switch (input.kind()) {
            case NONE -> "";
            case CONSUMER -> request.consumerOrCredentialId();
            case IP -> request.clientAddress();
            case HEADER -> String.join(", ", request.headers(input.parameter().toLowerCase(Locale.ROOT)));
            case COOKIE -> cookie(input.parameter(), request);
            case PATH -> request.path();
            case QUERY_ARG -> argument(request.queryArguments(input.parameter()));
            case URI_CAPTURE -> request.capture(input.parameter());
        };
    }

    private static String argument(List<String> values) {
        return values.size() == 1
                ? values.get(0)
                : String.join(",", values.stream().sorted().toList());
    }

    /** A client without the cookie gets one, so that its next requests go where this one goes. */
    private String cookie(String name, BalancerRequest request) {
        String known = request.cookie(name);
        if (!known.isEmpty()) {
            return known;
        }
        String made = UUID.randomUUID().toString();
        request.setCookie(name, made, hashing.cookiePath());
        return made;
    }
}
