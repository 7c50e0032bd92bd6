package io.gatehouse.model.trust;

import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.pki.SystemTrust;
import java.security.cert.X509Certificate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that a node trusts, followed through changes of their files: a renewed list counts without a restart, one that
 * cannot be read leaves the old one in place. The operating system's own bundle is read once.
 *
 * <p>Thread-safe. {@link #refresh()} reads files; the rest does not block.
 */
public final class TrustedCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedCertificates.class);

    private final String settings;
    private final List<String> values;
    private final FileDigests files;
    private volatile List<X509Certificate> current;
    private boolean complained;

    /**
     * Loads the certificates.
     *
     * @param settings names of the settings that the values come from, for messages
     * @param values each {@code system}, a path, PEM text or base64
     * @throws PkiException when one cannot be read
     */
    public TrustedCertificates(String settings, List<String> values) {
        this.settings = settings;
        this.values = List.copyOf(values);
        this.files = new FileDigests(values);
        this.current = SystemTrust.certificates(values);
    }

    /** The certificates in use. */
    public List<X509Certificate> current() {
        return current;
    }

    /** Looks at the files; returns whether the certificates have changed. */
    public synchronized boolean refresh() {
        List<String> now = files.read();
        if (!files.differ(now)) {
            return false;
        }
        List<X509Certificate> renewed;
        try {
            renewed = SystemTrust.certificates(values);
        } catch (PkiException unreadable) {
            if (!complained) {
                complained = true;
                LOG.warn(
                        "{} has changed but cannot be used, the old certificates stay trusted: {}",
                        settings,
                        unreadable.getMessage());
            }
            return false;
        }
        files.accept(now);
        complained = false;
        if (renewed.equals(current)) {
            return false;
        }
        current = renewed;
        LOG.info("{} was replaced; {} certificates are trusted now", settings, renewed.size());
        return true;
    }
}
