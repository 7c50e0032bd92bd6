package io.gatehouse.model.trust;

/** Why a chain is not trusted, with the number and the words under which TLS tools list the same defect. */
public enum VerifyError {
    UNSPECIFIED(1, "unspecified certificate verification error"),
    SIGNATURE(7, "certificate signature failure"),
    NOT_YET_VALID(9, "certificate is not yet valid"),
    EXPIRED(10, "certificate has expired"),
    SELF_SIGNED(18, "self-signed certificate"),
    UNKNOWN_ROOT(19, "self-signed certificate in certificate chain"),
    ISSUER_MISSING(20, "unable to get local issuer certificate"),
    TOO_LONG(22, "certificate chain too long"),
    INVALID_AUTHORITY(24, "invalid CA certificate"),
    PATH_LENGTH(25, "path length constraint exceeded"),
    PURPOSE(26, "unsuitable certificate purpose"),
    AUTHORITY_USAGE(32, "key usage does not include certificate signing"),
    CRITICAL_EXTENSION(34, "unhandled critical extension"),
    NAME_CONSTRAINT(47, "permitted subtree violation"),
    NAME(62, "hostname mismatch"),
    WEAK_KEY(66, "EE certificate key too weak"),
    WEAK_AUTHORITY_KEY(67, "CA certificate key too weak"),
    WEAK_SIGNATURE(68, "CA signature digest algorithm too weak");

    private final int number;
    private final String text;

    VerifyError(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** {@code <number>:<words>}. */
    @Override
    public String toString() {
        return number + ":" + text;
    }
}
