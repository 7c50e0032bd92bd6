package io.gatehouse.admin.gui;

import io.gatehouse.admin.status.ListenerPurpose;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Takes the requests of {@code admin_gui_listen} before anything of the Admin API sees them; {@code web.xml} puts it first.
 */
public class GuiFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient ListenerPurpose listeners;

    @Inject
    private transient GuiPages pages;

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!listeners.isGui(request.getLocalPort())) {
            chain.doFilter(request, response);
            return;
        }
        if (settings.sendsHeader("Server")) {
            response.setHeader("Server", Product.token());
        }
        pages.answer(request, response);
    }
}
