package io.gatehouse.model.admin.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The body of a request, read and parsed.
 *
 * @param format how it was written; values of untyped formats are all strings
 * @param document what it says; the caller owns it
 */
public record RequestBody(BodyFormat format, ObjectNode document) {
    /**
     * Reads a body to its end.
     *
     * @param contentType the header value, empty when there was none
     * @param limit most bytes that are taken; 0 for any number
     * @throws BodyTooLargeException when it is longer
     * @throws UnreadableBodyException when it is not what the content type says
     * @throws IOException when the client went away
     */
    public static RequestBody read(BodyFormat format, String contentType, InputStream stream, long limit)
            throws IOException {
        int most = limit == 0 ? Integer.MAX_VALUE : (int) Math.min(limit, Integer.MAX_VALUE - 1) + 1;
        byte[] bytes = stream.readNBytes(most);
        if (limit > 0 && bytes.length > limit) {
            throw new BodyTooLargeException(limit);
        }
        return new RequestBody(
                format,
                switch (format) {
                    case NONE -> JsonNodeFactory.instance.objectNode();
                    case JSON -> JsonBody.parse(bytes);
                    case FORM -> form(UrlEncoded.parse(UrlEncoded.utf8(ByteBuffer.wrap(bytes))));
                    case MULTIPART -> multipart(MultipartBody.parse(contentType, bytes));
                });
    }

    private static ObjectNode form(List<Parameter> parameters) {
        QueryParameters.requireFew(parameters);
        ParameterTree tree = new ParameterTree();
        parameters.forEach(tree::add);
        return tree.document();
    }

    private static ObjectNode multipart(List<Parameter> parameters) {
        QueryParameters.requireFew(parameters);
        ParameterTree tree = new ParameterTree();
        parameters.forEach(tree::replace);
        return tree.document();
    }
}
