package io.gatehouse.admin.input;

import io.gatehouse.model.admin.input.BodyFormat;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Hands resources their bodies parsed, by the content type that {@link ContentTypeGate} saw. */
@Provider
public class RequestBodyReader implements MessageBodyReader<RequestBody> {

    @Context
    private HttpServletRequest request;

    @Inject
    private Settings settings;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestBody.class;
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        return RequestBody.read(
                (BodyFormat) request.getAttribute(ContentTypeGate.FORMAT),
                (String) request.getAttribute(ContentTypeGate.CONTENT_TYPE),
                stream,
                settings.bytes("nginx_admin_client_max_body_size").orElseThrow());
    }
}
