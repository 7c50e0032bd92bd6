package io.gatehouse.proxy.admin;

import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.BodyFormat;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.input.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A request, read to its end.
 *
 * @param method as the client wrote it
 * @param path still encoded, without query
 * @param rawQuery still encoded; empty when there was none
 * @param query decoded
 * @param contentType the header value; empty when there was none
 * @param bytes the body
 * @param parameters what stands in the path in place of the names of its template, decoded, in their order
 */
record AdminRequest(
        String method,
        String path,
        String rawQuery,
        QueryParameters query,
        String contentType,
        byte[] bytes,
        List<String> parameters) {

    AdminRequest with(List<String> values) {
        return new AdminRequest(method, path, rawQuery, query, contentType, bytes, values);
    }

    /** The value of the first name in the template of the path, or of a later one. */
    String parameter(int index) {
        return parameters.get(index);
    }

    /** The path as links repeat it. */
    String link() {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** How the body is written. */
    BodyFormat format() {
        return BodyFormat.require(contentType, bytes.length > 0);
    }

    /**
     * The body, parsed.
     *
     * @throws MessageException 415 or 400 when it cannot be
     */
    RequestBody body() {
        try {
            return RequestBody.read(format(), contentType, new ByteArrayInputStream(bytes), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
