package io.gatehouse.model.trust;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.PkiException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key of this node on the cluster link, followed through changes of their files: a renewed pair counts without a
 * restart. While the files do not fit together (one of two is replaced already) the old pair stays.
 *
 * <p>Thread-safe. {@link #refresh()} reads files; the rest does not block.
 */
public final class ClusterIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterIdentity.class);

    private final String certificate;
    private final String key;
    private final FileDigests files;
    private volatile CertificatePair current;
    private boolean complained;

    /**
     * Loads the pair.
     *
     * @param certificate value of {@code cluster_cert}: a path, PEM text or base64
     * @param key value of {@code cluster_cert_key}, likewise
     * @throws PkiException when the pair cannot be used
     */
    public ClusterIdentity(String certificate, String key) {
        this.certificate = certificate;
        this.key = key;
        this.files = new FileDigests(List.of(certificate, key));
        this.current = CertificatePair.load(certificate, key);
    }

    /** The pair in use. */
    public CertificatePair current() {
        return current;
    }

    /** Looks at the files and takes a pair that has changed; returns it, once. */
    public synchronized Optional<CertificatePair> refresh() {
        List<String> now = files.read();
        if (!files.differ(now)) {
            return Optional.empty();
        }
        CertificatePair renewed;
        try {
            renewed = CertificatePair.load(certificate, key);
        } catch (PkiException incomplete) {
            // looked at again next time, because the other file may follow
            if (!complained) {
                complained = true;
                LOG.warn(
                        "cluster_cert or cluster_cert_key has changed but cannot be used, the old pair stays: {}",
                        incomplete.getMessage());
            }
            return Optional.empty();
        }
        files.accept(now);
        complained = false;
        if (CertificatePair.isSame(renewed.leaf(), current.leaf())
                && renewed.chain().equals(current.chain())) {
            return Optional.empty();
        }
        current = renewed;
        LOG.info("the cluster certificate was replaced; the new one is valid until {}", renewed.expiresAt());
        return Optional.of(renewed);
    }
}
