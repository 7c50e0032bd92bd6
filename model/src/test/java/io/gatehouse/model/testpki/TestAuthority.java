package io.gatehouse.model.testpki;

import io.gatehouse.model.pki.CertificatePair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * An authority of a PKI for tests.
 *
 * @param chain its own certificate first, then those above it up to but without the root; a root stands alone
 */
public record TestAuthority(List<X509Certificate> chain, PrivateKey key, boolean isRoot) {

    public static TestAuthority root(String name) {
        CertificatePair own = TestCertificate.selfSigned(name).authority().issue();
        return new TestAuthority(own.chain(), own.privateKey(), true);
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** An authority below this one. */
    public TestAuthority intermediate(String name) {
        return below(certificate(name).authority());
    }

    /** An authority below this one whose certificate the test has spoilt. */
    public TestAuthority below(TestCertificate certificate) {
        CertificatePair own = certificate.issue();
        return new TestAuthority(own.chain(), own.privateKey(), false);
    }

    /** A certificate to be issued by this authority; good for clients and servers until told otherwise. */
    public TestCertificate certificate(String commonName) {
        return new TestCertificate(this, commonName);
    }

    /** What a peer sends behind a leaf of this authority. */
    List<X509Certificate> sentAlong() {
        return isRoot ? List.of() : chain;
    }

    /** A leaf of this authority, as it is sent. */
    public static List<X509Certificate> concat(X509Certificate leaf, List<X509Certificate> others) {
        return Stream.concat(Stream.of(leaf), others.stream()).toList();
    }
}
