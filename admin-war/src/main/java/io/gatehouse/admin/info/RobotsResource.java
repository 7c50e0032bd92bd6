package io.gatehouse.admin.info;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Keeps crawlers out (RFC 9309), should an Admin API ever be reachable for them. */
@Path(RobotsResource.PATH)
@RequestScoped
public class RobotsResource {
    /** No part of the API, and not listed as one. */
    static final String PATH = "/robots.txt";

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String read() {
        return "User-agent: *\nDisallow: /";
    }
}
