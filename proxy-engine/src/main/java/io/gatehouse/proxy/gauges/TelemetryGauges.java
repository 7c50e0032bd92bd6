package io.gatehouse.proxy.gauges;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.proxy.telemetry.Telemetry;
import java.util.function.Consumer;

/** How full the memory of telemetry is. */
public final class TelemetryGauges implements Consumer<ExpositionText> {
    private final Telemetry telemetry;

    public TelemetryGauges(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public void accept(ExpositionText text) {
        text.gauge("telemetry_waiting_requests", "Requests that are to be reported to the control plane")
                .sample(telemetry.waiting());
        text.counter("telemetry_dropped_requests_total", "Requests that were forgotten before they could be reported")
                .sample(telemetry.dropped());
    }
}
