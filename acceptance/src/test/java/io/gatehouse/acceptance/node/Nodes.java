package io.gatehouse.acceptance.node;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the nodes of a test and ends them after it. As an instance field with {@code @RegisterExtension} it serves one test
 * method; as a static field all methods of the class, whose nodes then stay between them.
 *
 * <p>Prefixes lie in {@code acceptance/target/nodes/<class>[/<method>]} and keep their logs.
 */
public final class Nodes implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final Deque<NodeProcess> started = new ArrayDeque<>();
    private Path folder;
    private boolean ofClass;
    private ClusterPair pair;

    /** A control plane with a prefix of this name; not started yet. */
    public ControlPlane controlPlane(String name) {
        ControlPlane node = new ControlPlane(name, folder.resolve(name), pair());
        started.push(node);
        return node;
    }

    /** A data plane with a prefix of this name, of no control plane yet; not started yet. */
    public DataPlane dataPlane(String name) {
        DataPlane node = new DataPlane(name, folder.resolve(name));
        started.push(node);
        return node;
    }

    /** A data plane of a control plane, with the pair of the cluster; not started yet. */
    public DataPlane dataPlane(String name, ControlPlane controlPlane) {
        return dataPlane(name).of(controlPlane, pair());
    }

    /** The pair of the cluster that these nodes are. */
    public ClusterPair pair() {
        if (pair == null) {
            pair = pair("cluster", ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY));
        }
        return pair;
    }

    /** Writes another pair to files in a folder of this name. */
    public ClusterPair pair(String name, CertificatePair content) {
        return ClusterPair.write(content, folder.resolve(name));
    }

    /** The folder of this test, for files of its own. */
    public Path folder() {
        return folder;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        ofClass = true;
        prepare(Installation.workFolder().resolve(context.getRequiredTestClass().getSimpleName()));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!ofClass) {
            prepare(Installation.workFolder()
                    .resolve(context.getRequiredTestClass().getSimpleName())
                    .resolve(context.getRequiredTestMethod().getName()));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!ofClass) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }

    private void prepare(Path empty) throws IOException {
        if (Files.exists(empty)) {
            try (Stream<Path> files = Files.walk(empty)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        folder = Files.createDirectories(empty);
        pair = null;
    }

    private void end() {
        // data planes were made after their control planes, and end before them
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
