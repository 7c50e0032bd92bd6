package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Rules in the order of {@code traditional_compatible}: by a number made from what a route has, then by id, both
 * descending. The number keeps the layout that version 3.9 computes: parts of it overlap.
 */
final class CompatibleRules {
    /** Of the name-based identifiers (RFC 9562 §5.5) for routes that are split by path. */
    private static final String SPLIT_NAMESPACE = "7f145bf9-0dce-4f91-98eb-debbce4b9f6b";

    private static final long PLAIN_HOSTS = 1L << 60;
    private static final long REGEX = 1L << 51;
    private static final int KINDS_SHIFT = 29;
    private static final int HEADERS_SHIFT = 20;
    private static final int REGEX_PRIORITY_SHIFT = 19;
    private static final long LENGTH_MASK = 0x7FFFF;

    private CompatibleRules() {}

    /** The rules of a route: one for each of its paths. */
    static List<RouteRule> of(RouteConfig route, MethodTable methods) {
        List<HostRule> hosts = route.hosts().stream().map(HostRule::of).toList();
        HeaderRule[] headers = route.headers().entrySet().stream()
                .map(header -> HeaderRule.compatible(header.getKey(), header.getValue()))
                .toArray(HeaderRule[]::new);
        boolean captures = Arrays.stream(headers).anyMatch(header -> !header.literal());
        Optional<SniRule> snis = route.snis().isEmpty() ? Optional.empty() : Optional.of(SniRule.of(route.snis()));
        boolean addresses = !route.sources().isEmpty() || !route.destinations().isEmpty();
        long mask = methods.mask(route.methods());
        String id = route.id().toLowerCase(Locale.ROOT);
        if (route.paths().isEmpty()) {
            RuleParts parts = new RuleParts(
                    hosts, "", "", List.of(), Optional.empty(), headers, captures, snis, addresses, Optional.empty());
            return List.of(new RouteRule(route, parts, mask, order(priority(route, parts), id, 0)));
        }
        List<RouteRule> rules = new ArrayList<>(route.paths().size());
        Map<Integer, List<String>> groups = groups(route.paths());
        int number = 0;
        for (List<String> group : groups.values()) {
            number++;
            String groupId = groups.size() == 1 ? id : splitId(id, number);
            int position = 0;
            for (String path : group) {
                Optional<PathPattern> pattern = path.startsWith("~")
                        ? Optional.of(CompatiblePathPattern.of(path.substring(1)))
                        : Optional.empty();
                String prefix = pattern.map(PathPattern::literalPrefix).orElseGet(() -> ByteText.of(path));
                RuleParts parts = new RuleParts(
                        hosts,
                        path,
                        prefix,
                        PathPattern.texts(pattern),
                        pattern,
                        headers,
                        captures,
                        snis,
                        addresses,
                        Optional.empty());
                rules.add(new RouteRule(route, parts, mask, order(priority(route, parts), groupId, position++)));
            }
        }
        return rules;
    }

    /**
     * Higher priorities come first, then higher ids.
     *
     * @param priority unsigned
     */
    static RuleOrder order(long priority, String id, int position) {
        return new RuleOrder(~(priority ^ Long.MIN_VALUE), 0, 0, id, true, position);
    }

    /** All regular expressions together, and plain paths by length; in order of first appearance. */
    private static Map<Integer, List<String>> groups(List<String> paths) {
        Map<Integer, List<String>> groups = new LinkedHashMap<>();
        for (String path : paths) {
            int key = path.startsWith("~") ? -1 : ByteText.of(path).length();
            groups.computeIfAbsent(key, length -> new ArrayList<>()).add(path);
        }
        return groups;
    }

    /** Unsigned; shifts of the small parts are done on 32 bits and then sign-extended. */
    static long priority(RouteConfig route, RuleParts parts) {
        int kinds = 0;
        kinds += route.methods().isEmpty() ? 0 : 1;
        kinds += parts.hosts().isEmpty() ? 0 : 1;
        kinds += parts.path().isEmpty() ? 0 : 1;
        kinds += parts.headers().length == 0 ? 0 : 1;
        kinds += parts.snis().isEmpty() ? 0 : 1;
        kinds += route.sources().isEmpty() ? 0 : 1;
        kinds += route.destinations().isEmpty() ? 0 : 1;
        long priority = kinds << KINDS_SHIFT;
        if (parts.plainHosts()) {
            priority |= PLAIN_HOSTS;
        }
        priority |= (long) Math.min(parts.headers().length, 255) << HEADERS_SHIFT;
        if (parts.regex()) {
            priority |= REGEX | (int) route.regexPriority() << REGEX_PRIORITY_SHIFT;
        } else {
            priority |= parts.prefix().length() & LENGTH_MASK;
        }
        return priority;
    }

    private static String splitId(String id, int group) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(HexFormat.of().parseHex(SPLIT_NAMESPACE.replace("-", "")));
            byte[] hash = sha1.digest((id + "#" + group).getBytes(StandardCharsets.US_ASCII));
            hash[6] = (byte) (hash[6] & 0x0F | 0x50);
            hash[8] = (byte) (hash[8] & 0x3F | 0x80);
            String hex = HexFormat.of().formatHex(hash, 0, 16);
            return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                    + hex.substring(16, 20) + "-" + hex.substring(20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-1", e);
        }
    }
}
