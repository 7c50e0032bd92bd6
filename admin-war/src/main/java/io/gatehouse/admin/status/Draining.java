package io.gatehouse.admin.status;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether this control plane has been taken out of rotation; only a restart brings it back. Thread-safe. */
@ApplicationScoped
public class Draining {
    private final AtomicBoolean on = new AtomicBoolean();

    void begin() {
        on.set(true);
    }

    boolean isOn() {
        return on.get();
    }
}
