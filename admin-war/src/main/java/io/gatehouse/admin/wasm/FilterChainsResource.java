package io.gatehouse.admin.wasm;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;

/** {@code /filter-chains}. */
@Path("/filter-chains")
@RequestScoped
public class FilterChainsResource extends WithoutWasm {}
