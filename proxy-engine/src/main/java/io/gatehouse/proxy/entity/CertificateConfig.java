package io.gatehouse.proxy.entity;

/**
 * A certificate entity.
 *
 * @param certificate PEM chain
 * @param key PEM private key; secret
 * @param alternativeCertificate PEM chain of another key type; empty text when there is none
 * @param alternativeKey its PEM private key; secret
 */
public record CertificateConfig(
        String id, String certificate, String key, String alternativeCertificate, String alternativeKey) {

    /** Without the keys: this text reaches logs. */
    @Override
    public String toString() {
        return "certificate " + id;
    }
}
