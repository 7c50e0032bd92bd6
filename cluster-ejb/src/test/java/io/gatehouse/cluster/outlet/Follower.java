package io.gatehouse.cluster.outlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.outlet.Probe.Frame;
import io.gatehouse.model.link.delta.Delta;
import io.gatehouse.model.link.delta.DeltaFrames;
import io.gatehouse.model.link.delta.FromDataPlane;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.link.delta.Resume;
import io.gatehouse.model.link.delta.Snapshot;
import io.gatehouse.model.link.delta.ToDataPlane;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.model.snapshot.ContentSum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A data plane that agrees to deltas and checks every one that it gets. */
final class Follower implements AutoCloseable {
    private static final int LIMIT = 1 << 24;

    private final Probe probe;
    final String answer;
    final List<ToDataPlane> messages = new ArrayList<>();
    ConfigTable table = ConfigTable.empty();
    String content;
    String hash = "";
    long revision;

    /** Introduces itself and says that it has {@code content}, which is {@code table}. */
    Follower(ControlPlane to, CertificatePair pair, UUID id, String content, ConfigTable table) throws Exception {
        this.probe = Probe.connect(to.address(), Optional.of(pair));
        this.content = content;
        this.table = table;
        probe.send(Probe.upgradeRequest(id, "3.9.3")
                .replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: plain.v1, gatehouse.v1\r\n\r\n"));
        answer = probe.readHead();
        probe.binary(to.basicInfo());
        report(new Resume(content));
    }

    void report(FromDataPlane report) throws IOException {
        probe.binary(new String(report.encode(), StandardCharsets.UTF_8));
    }

    /** Reads and applies messages until the configuration of a revision has its final hash. */
    void follow(long upTo) throws Exception {
        ToDataPlane last;
        do {
            last = read();
            take(last);
        } while (revision < upTo || !(last instanceof Name));
    }

    ToDataPlane read() throws IOException {
        Frame frame = probe.readFrame();
        ToDataPlane message = DeltaFrames.decode(frame.payload(), LIMIT).orElseThrow();
        messages.add(message);
        return message;
    }

    private void take(ToDataPlane message) {
        if (message instanceof Snapshot snapshot) {
            table = rows(snapshot.configuration().configTable());
            content = sum();
            hash = snapshot.configuration().hashes().config();
        } else if (message instanceof Delta delta) {
            check(delta.from().equals(content), "begins at " + delta.from() + ", not at " + content);
            table = table.with(delta.changes());
            content = delta.to();
            revision = delta.revision();
            hash = "";
            check(content.equals(sum()), "the content is not what the delta says");
        } else if (message instanceof Name name) {
            check(name.content().equals(content), "names another content");
            check(hash.isEmpty() || hash.equals(name.hash()), "names another hash");
            check(name.hash().equals(ConfigHash.compute(table.toDocument()).config()), "the hash is wrong");
            hash = name.hash();
            revision = name.revision();
        }
    }

    private String sum() {
        ContentSum sum = new ContentSum();
        sum.addAll(table);
        return sum.text();
    }

    private static ConfigTable rows(ObjectNode document) {
        Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
        document.properties().stream()
                .filter(section -> section.getValue().isArray())
                .forEach(section -> section.getValue()
                        .forEach(row -> rows.computeIfAbsent(section.getKey(), type -> new ArrayList<>())
                                .add((ObjectNode) row)));
        return ConfigTable.of(rows);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        probe.close();
    }
}
