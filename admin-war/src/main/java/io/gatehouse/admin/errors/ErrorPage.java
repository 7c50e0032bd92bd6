package io.gatehouse.admin.errors;

import io.gatehouse.model.admin.answer.JsonText;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers errors that the server finds before Jakarta REST sees the request, such as escapes in a path that are no UTF-8;
 * {@code web.xml} sends them here. As a path of its own it is unknown like any other.
 */
@WebServlet(ErrorPage.PATH)
public class ErrorPage extends HttpServlet {
    static final String PATH = "/~error";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        response.setStatus(status);
        response.setContentType(JsonText.CONTENT_TYPE);
        byte[] body = ("{\"message\":\"" + message(status) + "\"}").getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private static String message(int status) {
        return switch (status) {
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            default ->
                status < 500
                        ? Optional.ofNullable(Response.Status.fromStatusCode(status))
                                .map(Response.Status::getReasonPhrase)
                                .orElse("Bad request")
                        : "An unexpected error occurred";
        };
    }
}
