package io.gatehouse.acceptance.node;

import io.gatehouse.acceptance.link.Relay;
import io.gatehouse.acceptance.link.ScriptedControlPlane;
import io.gatehouse.acceptance.upstream.EchoUpstream;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the nodes of a test, and what they talk to, and ends them after it. As an instance field with {@code @RegisterExtension} it serves one test
 * method; as a static field all methods of the class, whose nodes then stay between them.
 *
 * <p>Prefixes lie in {@code acceptance/target/nodes/<class>[/<method>]} and keep their logs.
 */
public final class Nodes implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Path folder;
    private boolean ofClass;
    private ClusterPair pair;
    private EchoUpstream upstream;

    /** A control plane with a prefix of this name; not started yet. */
    public ControlPlane controlPlane(String name) {
        return ended(new ControlPlane(name, folder.resolve(name), pair()));
    }

    /**
     * A running control plane on a database of {@link TestDatabase}, without entities. All tests of this JVM share it, so
     * they must leave it running and its files as they were.
     */
    public ControlPlane sharedControlPlane() {
        ControlPlane shared = SharedControlPlane.get();
        shared.client().deleteEverything();
        return shared;
    }

    /** Another control plane on the database of the shared one; not started yet. */
    public ControlPlane besideSharedControlPlane(String name) {
        ControlPlane shared = SharedControlPlane.get();
        return ended(new ControlPlane(name, folder.resolve(name), shared.pair()).on(SharedControlPlane.database()));
    }

    /** Where the shared control plane keeps its entities. */
    public TestDatabase databaseOfSharedControlPlane() {
        return SharedControlPlane.database();
    }

    /** A data plane with a prefix of this name, of no control plane yet; not started yet. */
    public DataPlane dataPlane(String name) {
        return ended(new DataPlane(name, folder.resolve(name)));
    }

    /** A data plane of a control plane; not started yet. */
    public DataPlane dataPlane(String name, ControlPlane controlPlane) {
        return dataPlane(name).of(controlPlane);
    }

    /** A running upstream, always the same one. */
    public EchoUpstream upstream() {
        if (upstream == null) {
            upstream = ended(new EchoUpstream());
        }
        return upstream;
    }

    /** A control plane that does what the test wants, with the pair of the cluster; listening. */
    public ScriptedControlPlane scripted() {
        return ended(new ScriptedControlPlane(pair().load()));
    }

    /** A relay to a port of 127.0.0.1. */
    public Relay relay(int port) {
        return ended(new Relay(port));
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
    public void beforeAll(ExtensionContext context) {
        ofClass = true;
        prepare(context.getRequiredTestClass().getSimpleName());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!ofClass) {
            prepare(
                    context.getRequiredTestClass().getSimpleName(),
                    context.getRequiredTestMethod().getName());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (!ofClass) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        end();
    }

    private void prepare(String... names) {
        folder = WorkFolder.empty(names);
        pair = null;
        upstream = null;
    }

    private <P extends AutoCloseable> P ended(P part) {
        started.push(part);
        return part;
    }

    private void end() throws Exception {
        // what was made later may use what was made before
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
