package io.gatehouse.model.trust;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A peer's chain is not trusted. The message names the defect, the certificate that has it, and what is wrong with it. */
public final class ChainException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_NAME = 200;

    private final VerifyError error;

    ChainException(VerifyError error, X509Certificate certificate, String detail) {
        super("(" + error + ") " + describe(certificate) + ": " + detail);
        this.error = error;
    }

    ChainException(VerifyError error, String detail) {
        super("(" + error + ") " + detail);
        this.error = error;
    }

    /** The kind of defect. */
    public VerifyError error() {
        return error;
    }

    /** How messages name a certificate. The peer chose these texts: they must neither forge log lines nor flood the log. */
    static String describe(X509Certificate certificate) {
        return "certificate \""
                + printable(certificate.getSubjectX500Principal().getName()) + "\" (issuer \""
                + printable(certificate.getIssuerX500Principal().getName()) + "\", serial number "
                + certificate.getSerialNumber().toString(16) + ")";
    }

    static String printable(String name) {
        String bounded = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }
}
