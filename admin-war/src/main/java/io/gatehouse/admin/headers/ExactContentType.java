package io.gatehouse.admin.headers;

import io.gatehouse.model.admin.answer.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Writes the JSON content type as clients compare it; Jakarta REST would print it without the blank. */
final class ExactContentType extends HttpServletResponseWrapper {

    ExactContentType(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setContentType(String type) {
        super.setContentType(exact(type));
    }

    @Override
    public void setHeader(String name, String value) {
        super.setHeader(name, name.equalsIgnoreCase("Content-Type") ? exact(value) : value);
    }

    @Override
    public void addHeader(String name, String value) {
        super.addHeader(name, name.equalsIgnoreCase("Content-Type") ? exact(value) : value);
    }

    private static String exact(String type) {
        return type != null && type.startsWith("application/json") ? JsonText.CONTENT_TYPE : type;
    }
}
