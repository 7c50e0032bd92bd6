package io.gatehouse.admin;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Roots the Admin API at {@code /}; resources and providers are found by annotation. */
@ApplicationPath("/")
public class AdminApplication extends Application {}
