package io.gatehouse.cluster.outlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.pki.ClusterCertificate;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, because the option counts when the JVM starts. */
class ClusterServerNameTest {

    /** Prints whether the name is accepted by this JVM. */
    static final class InThisJvm {
        private InThisJvm() {}

        public static void main(String[] arguments) {
            ClusterTls tls = new ClusterTls(ClusterCertificate.generate(Duration.ofDays(1)));
            System.out.print(ClusterServerName.acceptedBy(tls.context().newEngine(UnpooledByteBufAllocator.DEFAULT)));
        }
    }

    private static String accepted(Optional<String> option) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        option.ifPresent(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), InThisJvm.class.getName()));
        Process jvm = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jvm.waitFor());
        return printed;
    }

    @Test
    @Tag("R11")
    void isAcceptedWithTheOptionThatTheLogNames() throws Exception {
        assertEquals("true", accepted(Optional.of(ClusterServerName.JVM_OPTION)));
    }

    @Test
    void isNoticedToBeRefusedWithout() throws Exception {
        assertEquals("false", accepted(Optional.empty()));
    }
}
