package io.gatehouse.admin.info;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Keeps crawlers out (RFC 9309), should an Admin API ever be reachable for them. */
@Path("/robots.txt")
@RequestScoped
public class RobotsResource {

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String read() {
        return "User-agent: *\nDisallow: /";
    }
}
