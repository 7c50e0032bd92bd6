package io.gatehouse.admin.headers;

import io.gatehouse.model.admin.access.CorsPolicy;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Sets what every answer carries before anything can answer, so that errors which the server makes by itself carry it,
 * too. How long it took is added when the answer is known ({@link LatencyHeader}).
 */
@WebFilter("/*")
// Liberty registers annotated filters only where the interface is named
public class CommonHeaders extends HttpFilter implements Filter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Settings settings;

    @Inject
    private transient Traffic traffic;

    private transient CorsPolicy cors;
    private transient boolean namesServer;

    @Override
    public void init(FilterConfig config) throws ServletException {
        super.init(config);
        cors = new CorsPolicy(settings.list("admin_gui_url"));
        namesServer = settings.sendsHeader("Server");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(LatencyHeader.STARTED, System.nanoTime());
        if (namesServer) {
            response.setHeader("Server", Product.token());
        }
        response.setHeader(
                "Access-Control-Allow-Origin", cors.allowedOrigin(Optional.ofNullable(request.getHeader("Origin"))));
        response.setHeader("Access-Control-Allow-Credentials", "true");
        traffic.begin(request.getRemoteAddr() + ' ' + request.getRemotePort());
        try {
            chain.doFilter(request, new ExactContentType(response));
        } finally {
            traffic.end();
        }
    }
}
