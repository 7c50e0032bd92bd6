package io.gatehouse.cluster.outlet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while data planes find their listener. */
@Readiness
@ApplicationScoped
public class ClusterListenerHealth implements HealthCheck {

    @Inject
    private ClusterStartup cluster;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("cluster listener")
                .status(cluster.isListening())
                .build();
    }
}
