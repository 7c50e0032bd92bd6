package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.BodyFormat;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.proxy.activation.DeclaredConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a client posts to {@code /config}. For one thread. */
final class PostedConfiguration {
    private static final String CONFIG = "config";
    private static final String CHECK_HASH = "check_hash";
    private static final String FLATTEN_ERRORS = "flatten_errors";
    private static final Set<String> YES = Set.of("true", "1", "on", "yes");

    private final String hash;
    private final Supplier<ObjectNode> parser;
    private final boolean checksHash;
    private final boolean flattensErrors;

    private PostedConfiguration(
            AdminRequest request, Optional<ObjectNode> fields, String hash, Supplier<ObjectNode> parser) {
        this.hash = hash;
        this.parser = parser;
        this.checksHash = option(request, fields, CHECK_HASH).equals("1");
        this.flattensErrors =
                YES.contains(option(request, fields, FLATTEN_ERRORS).toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a request: a document in JSON, a text in a field of JSON or a form, or YAML.
     *
     * @throws MessageException 400, 415 when it holds no configuration
     */
    static PostedConfiguration of(AdminRequest request) {
        if (isYaml(request.contentType())) {
            return ofText(request, Optional.empty(), new String(request.bytes(), StandardCharsets.UTF_8));
        }
        RequestBody body = request.body();
        if (body.format() == BodyFormat.NONE) {
            throw new MessageException(400, "expected a declarative configuration");
        }
        ObjectNode document = body.document();
        JsonNode text = document.path(CONFIG);
        return text.isTextual()
                ? ofText(request, Optional.of(document), text.textValue())
                : ofDocument(request, document);
    }

    private static PostedConfiguration ofText(AdminRequest request, Optional<ObjectNode> fields, String text) {
        String hash = DeclaredConfiguration.hash(text.getBytes(StandardCharsets.UTF_8));
        return new PostedConfiguration(request, fields, hash, () -> DeclarativeConfig.document(text));
    }

    /** The one parsed already is given once; who needs it again has it parsed again. */
    private static PostedConfiguration ofDocument(AdminRequest request, ObjectNode document) {
        Deque<ObjectNode> parsed = new ArrayDeque<>(List.of(document));
        return new PostedConfiguration(
                request, Optional.of(document), DeclaredConfiguration.hash(request.bytes()), () -> {
                    ObjectNode next = parsed.isEmpty() ? request.body().document() : parsed.pop();
                    next.remove(CHECK_HASH);
                    next.remove(FLATTEN_ERRORS);
                    return next;
                });
    }

    /** Names the text. */
    String hash() {
        return hash;
    }

    /** Whether nothing is to be done when the same text is in use. */
    boolean checksHash() {
        return checksHash;
    }

    /** Whether what is wrong is wanted by entity. */
    boolean flattensErrors() {
        return flattensErrors;
    }

    /**
     * The document, of which each caller gets a copy.
     *
     * @throws io.gatehouse.model.error.EntityException code 14 when the text is neither JSON nor YAML
     */
    ObjectNode document() {
        return parser.get();
    }

    private static boolean isYaml(String contentType) {
        return contentType.startsWith("text/yaml") || contentType.startsWith("application/yaml");
    }

    private static String option(AdminRequest request, Optional<ObjectNode> fields, String name) {
        return fields.map(document -> document.path(name))
                .filter(value -> value.isValueNode() && !value.isNull())
                .map(JsonNode::asText)
                .or(() -> request.query().first(name))
                .orElse("");
    }
}
