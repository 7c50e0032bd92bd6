package io.gatehouse.acceptance.node;

import io.gatehouse.model.pki.ClusterCertificate;
import java.nio.file.Path;

/**
 * The control plane of all tests that do not end theirs: a start costs more than most tests. Its database belongs to another
 * server, so that a second control plane can share it.
 */
final class SharedControlPlane {
    private static ControlPlane running;
    private static TestDatabase database;

    private SharedControlPlane() {}

    static synchronized ControlPlane get() {
        if (running == null) {
            Path folder = WorkFolder.empty("shared");
            ClusterPair pair =
                    ClusterPair.write(ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY), folder);
            database = TestDatabase.create();
            running = new ControlPlane("shared control plane", folder.resolve("prefix"), pair).on(database);
            running.start();
        }
        return running;
    }

    static synchronized TestDatabase database() {
        get();
        return database;
    }
}
