package io.gatehouse.model.vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A reference to a secret, {@code {vault://<vault>/<resource>[/<key>][?option=value…][#<version>]}}. It always stands for a
 * whole value.
 *
 * @param vault kind of vault, or prefix of a configured one
 * @param resource what to ask the vault for; may contain slashes
 * @param key field of the JSON object that the resource is
 * @param options override single options of the vault
 * @param version version of the resource
 * @param text the reference as written, with braces
 */
public record VaultReference(
        String vault,
        String resource,
        Optional<String> key,
        Map<String, String> options,
        OptionalInt version,
        String text) {

    private static final String START = "{vault://";

    /** Returns whether a value has the form of a reference; whether it is a correct one says {@link #parse}. */
    public static boolean isReference(String value) {
        return value.startsWith(START) && value.endsWith("}");
    }

    /**
     * Reads a reference.
     *
     * @throws VaultException when the text is none, with the text in the message
     */
    public static VaultReference parse(String text) {
        if (!isReference(text)) {
            throw new VaultException("not a reference [" + text + "]");
        }
        URI uri;
        try {
            uri = new URI(text.substring(1, text.length() - 1));
        } catch (URISyntaxException e) {
            throw new VaultException("reference is not url (" + e.getReason() + ") [" + text + "]");
        }
        String vault = uri.getRawAuthority();
        if (vault == null || vault.isEmpty()) {
            throw new VaultException("reference url is missing host [" + text + "]");
        }
        String path = uri.getRawPath();
        if (path == null || path.isEmpty()) {
            throw new VaultException("reference url is missing path [" + text + "]");
        }
        if (path.equals("/")) {
            throw new VaultException("reference url has empty path [" + text + "]");
        }
        List<String> parts = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(VaultReference::decode)
                .toList();
        if (parts.isEmpty()) {
            throw new VaultException("reference url has invalid path [" + text + "]");
        }
        boolean keyed = parts.size() > 1 && !path.endsWith("/");
        List<String> resource = keyed ? parts.subList(0, parts.size() - 1) : parts;
        return new VaultReference(
                vault,
                String.join("/", resource),
                keyed ? Optional.of(parts.get(parts.size() - 1)) : Optional.empty(),
                options(uri.getRawQuery()),
                version(uri.getRawFragment(), text),
                text);
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                options.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Map.copyOf(options);
    }

    private static OptionalInt version(String fragment, String text) {
        if (fragment == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(fragment));
        } catch (NumberFormatException e) {
            throw new VaultException("reference url has invalid version [" + text + "]");
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
