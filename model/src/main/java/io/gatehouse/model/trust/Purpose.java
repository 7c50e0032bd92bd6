package io.gatehouse.model.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** What a certificate is shown for, and whether its extensions allow that (RFC 5280 §4.2.1.3 and §4.2.1.12). */
public enum Purpose {
    /** A data plane shows it to a control plane. */
    CLIENT("1.3.6.1.5.5.7.3.2", "clientAuth", new int[] {KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_AGREEMENT}),
    /** A control plane shows it to a data plane. */
    SERVER("1.3.6.1.5.5.7.3.1", "serverAuth", new int[] {
        KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT, KeyUsage.KEY_AGREEMENT
    });

    private static final String ANY = "2.5.29.37.0";

    /** Positions in {@link X509Certificate#getKeyUsage()}. */
    private static final class KeyUsage {
        private static final int DIGITAL_SIGNATURE = 0;
        private static final int KEY_ENCIPHERMENT = 2;
        private static final int KEY_AGREEMENT = 4;
    }

    private final String oid;
    private final String extendedUsage;
    private final int[] keyUsages;

    Purpose(String oid, String extendedUsage, int[] keyUsages) {
        this.oid = oid;
        this.extendedUsage = extendedUsage;
        this.keyUsages = keyUsages;
    }

    /** The name that certificate authorities use for it: {@code clientAuth} or {@code serverAuth}. */
    public String extendedUsage() {
        return extendedUsage;
    }

    /** Whether the certificate says for what it may be used at all. */
    static boolean isStatedBy(X509Certificate certificate) throws ChainException {
        return !extendedUsagesOf(certificate).isEmpty();
    }

    /** @throws ChainException when the leaf, or an authority with restricted usage, does not allow this purpose */
    void requireOf(X509Certificate certificate, boolean leaf) throws ChainException {
        List<String> usages = extendedUsagesOf(certificate);
        if (!usages.isEmpty() && !usages.contains(oid) && !usages.contains(ANY)) {
            throw new ChainException(
                    VerifyError.PURPOSE,
                    certificate,
                    "its extended key usage is "
                            + usages.stream().map(Purpose::readable).collect(Collectors.joining(", ")) + " and lacks "
                            + extendedUsage);
        }
        if (leaf && !allowsKeyUsage(certificate.getKeyUsage())) {
            throw new ChainException(
                    VerifyError.PURPOSE, certificate, "its key usage lacks digitalSignature, which TLS needs");
        }
    }

    private boolean allowsKeyUsage(boolean[] stated) {
        if (stated == null) {
            return true;
        }
        for (int usage : keyUsages) {
            if (stated[usage]) {
                return true;
            }
        }
        return false;
    }

    private static List<String> extendedUsagesOf(X509Certificate certificate) throws ChainException {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null ? List.of() : usages;
        } catch (CertificateParsingException broken) {
            throw new ChainException(VerifyError.PURPOSE, certificate, "its extended key usage cannot be read");
        }
    }

    private static String readable(String oid) {
        for (Purpose purpose : values()) {
            if (purpose.oid.equals(oid)) {
                return purpose.extendedUsage;
            }
        }
        return oid;
    }
}
