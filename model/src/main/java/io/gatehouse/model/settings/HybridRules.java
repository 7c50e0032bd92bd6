package io.gatehouse.model.settings;

import io.gatehouse.model.pki.PemValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Rules of the roles of a hybrid deployment, and of the certificate that all its nodes present. */
final class HybridRules {
    private static final Duration EXPIRY_NOTICE = Duration.ofDays(30);

    private HybridRules() {}

    static void check(Settings settings, Problems problems) {
        switch (settings.role()) {
            case CONTROL_PLANE -> checkControlPlane(settings, problems);
            case DATA_PLANE -> checkDataPlane(settings, problems);
            case TRADITIONAL -> {
                if (!settings.list("cluster_dp_labels").isEmpty()) {
                    problems.error("cluster_dp_labels can only be used when role = \"data_plane\"");
                }
            }
        }
        if (settings.role() != Role.TRADITIONAL) {
            checkClusterCertificate(settings, problems);
        }
        if (settings.flag("cluster_incremental_sync") && !settings.flag("cluster_rpc")) {
            problems.warning("Cluster incremental sync has been forcibly disabled, please enable cluster RPC.");
        }
    }

    private static void checkControlPlane(Settings settings, Problems problems) {
        if (settings.listeners("admin_listen").isEmpty()) {
            problems.error("admin_listen must be specified when role = \"control_plane\"");
        }
        if (isPki(settings) && settings.text("cluster_ca_cert").isEmpty()) {
            problems.error("cluster_ca_cert must be specified when cluster_mtls = \"pki\"");
        }
        if (settings.listeners("cluster_listen").isEmpty()) {
            problems.error("cluster_listen must be specified when role = \"control_plane\"");
        }
        if (!settings.hasDatabase()) {
            problems.error("in-memory storage can not be used when role = \"control_plane\"");
        }
        if (settings.flag("cluster_use_proxy")) {
            problems.error("cluster_use_proxy can not be used when role = \"control_plane\"");
        }
        if (!settings.list("cluster_dp_labels").isEmpty()) {
            problems.error("cluster_dp_labels can not be used when role = \"control_plane\"");
        }
    }

    private static void checkDataPlane(Settings settings, Problems problems) {
        if (settings.listeners("proxy_listen").isEmpty()) {
            problems.error("proxy_listen must be specified when role = \"data_plane\"");
        }
        if (settings.hasDatabase()) {
            problems.error("only in-memory storage can be used when role = \"data_plane\"\n"
                    + "Hint: set database = off in your kong.conf");
        }
        if (settings.flag("cluster_use_proxy") && settings.text("proxy_server").isEmpty()) {
            problems.error("cluster_use_proxy is turned on but no proxy_server is configured");
        }
        if (isPki(settings) && settings.text("cluster_ca_cert").isEmpty()) {
            problems.warning("cluster_ca_cert is not set: only authorities of lua_ssl_trusted_certificate are trusted");
        }
        ClusterLabels.check(settings.list("cluster_dp_labels"), problems);
        if (settings.controlPlanes().isEmpty()) {
            problems.error("cluster_control_plane must be specified when role = \"data_plane\"; give <host>:<port>");
        }
        ControlPlaneEntries.check(settings, problems);
    }

    private static void checkClusterCertificate(Settings settings, Problems problems) {
        Optional<String> certificate = settings.text("cluster_cert");
        Optional<String> key = settings.text("cluster_cert_key");
        if (certificate.isEmpty() || key.isEmpty()) {
            problems.error("cluster certificate and key must be provided to use Hybrid mode");
            return;
        }
        if (!settings.value("cluster_cert").resolved()
                || !settings.value("cluster_cert_key").resolved()) {
            return;
        }
        boolean certificateLoads =
                ListenerCertificateRules.certificateLoads("cluster_cert", certificate.get(), problems);
        boolean keyLoads = ListenerCertificateRules.keyLoads("cluster_cert_key", key.get(), problems);
        if (certificateLoads && keyLoads) {
            ListenerCertificateRules.belongTogether(
                    "cluster_cert", certificate.get(), "cluster_cert_key", key.get(), problems);
            warnOfExpiry(certificate.get(), problems);
            warnOfReadableKey(key.get(), problems);
        }
        if (isPki(settings)) {
            settings.text("cluster_ca_cert").ifPresent(value -> checkAuthorities(value, problems));
        }
    }

    private static void checkAuthorities(String value, Problems problems) {
        if (!ListenerCertificateRules.certificateLoads("cluster_ca_cert", value, problems)) {
            return;
        }
        PemValue.of(value).certificates().stream()
                .filter(each -> !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
                .forEach(each -> problems.warning("cluster_ca_cert: \"" + each.getSubjectX500Principal()
                        + "\" is no root certificate; it is trusted as it stands, whoever issued it"));
    }

    private static void warnOfExpiry(String certificate, Problems problems) {
        Instant end =
                PemValue.of(certificate).certificates().get(0).getNotAfter().toInstant();
        Instant now = Instant.now();
        if (end.isBefore(now)) {
            problems.warning("cluster_cert expired at " + end + "; data planes refuse it, so replace it on all nodes");
        } else if (end.isBefore(now.plus(EXPIRY_NOTICE))) {
            problems.warning("cluster_cert expires at " + end + "; replace it on all nodes before that");
        }
    }

    private static void warnOfReadableKey(String key, Problems problems) {
        Optional<Path> file = PemValue.of(key).path();
        try {
            if (file.isPresent()) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file.get());
                if (mode.contains(PosixFilePermission.GROUP_READ) || mode.contains(PosixFilePermission.OTHERS_READ)) {
                    problems.warning("cluster_cert_key: " + file.get()
                            + " can be read by other users; chmod 600 makes it private");
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            // no such permissions on this file system
        }
    }

    private static boolean isPki(Settings settings) {
        return settings.text("cluster_mtls").filter("pki"::equals).isPresent();
    }
}
