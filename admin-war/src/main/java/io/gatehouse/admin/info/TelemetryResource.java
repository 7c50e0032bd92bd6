package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.telemetry.TelemetryQuery;
import io.gatehouse.cluster.telemetry.TelemetryRefusedException;
import io.gatehouse.cluster.telemetry.TelemetryReports;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;

/** {@code /clustering/telemetry}: what the data planes counted. */
@Path("/clustering/telemetry")
@RequestScoped
public class TelemetryResource {

    @Inject
    private TelemetryReports reports;

    @Context
    private HttpServletRequest request;

    /** The counts of a range of time, told apart as the client wants. */
    @GET
    public ObjectNode read() {
        TelemetryQuery query = TelemetryParameters.read(QueryParameters.parse(request.getQueryString()), Instant.now());
        try {
            return TelemetryDocument.of(query, reports.report(query));
        } catch (TelemetryRefusedException tooMuch) {
            throw new MessageException(400, tooMuch.getMessage(), tooMuch);
        }
    }
}
