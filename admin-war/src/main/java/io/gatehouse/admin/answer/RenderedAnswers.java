package io.gatehouse.admin.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.admin.answer.JsonText;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/**
 * Writes documents to bytes before the answer begins, so that its length is known also where a HEAD request keeps the
 * body away (RFC 9110 §9.3.2).
 */
@Provider
@Priority(Priorities.USER)
public class RenderedAnswers implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof JsonNode document) {
            byte[] bytes = JsonText.of(document);
            response.setEntity(bytes, new Annotation[0], MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"));
            response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, bytes.length);
        }
    }
}
