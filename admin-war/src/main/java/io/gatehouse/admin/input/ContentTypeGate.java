package io.gatehouse.admin.input;

import io.gatehouse.model.admin.input.BodyFormat;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses bodies of other content types with 415, before routing as stock control planes do, and keeps the header value
 * for the reader. Towards Jakarta REST the body is then plain bytes: a content type that is only a prefix of a known one
 * must not fail in its parser.
 */
@Provider
@PreMatching
@Priority(100)
public class ContentTypeGate implements ContainerRequestFilter {
    /** Request property: the {@link BodyFormat}. */
    static final String FORMAT = "io.gatehouse.admin.body.format";
    /** Request property: the content type as the client sent it. */
    static final String CONTENT_TYPE = "io.gatehouse.admin.body.content-type";

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    @Override
    public void filter(ContainerRequestContext request) {
        String contentType = Optional.ofNullable(request.getHeaderString(HttpHeaders.CONTENT_TYPE))
                .orElse("");
        BodyFormat format = BodyFormat.NONE;
        if (WITH_BODY.contains(request.getMethod())) {
            format = BodyFormat.require(contentType, hasBody(request));
        }
        request.setProperty(FORMAT, format);
        request.setProperty(CONTENT_TYPE, contentType);
        request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
    }

    private static boolean hasBody(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return request.getHeaderString("Transfer-Encoding") != null
                || length != null && !length.strip().equals("0");
    }
}
