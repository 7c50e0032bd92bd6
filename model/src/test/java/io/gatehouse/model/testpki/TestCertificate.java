package io.gatehouse.model.testpki;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.Pem;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** One certificate to be issued; each method changes one thing about it. */
public final class TestCertificate {
    private static final Random SERIALS = new Random();

    private final Optional<TestAuthority> issuer;
    private final X500Name subject;
    private final List<GeneralName> names = new ArrayList<>();
    private List<KeyPurposeId> usages = List.of(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
    private KeyUsage keyUsage = new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment);
    private BasicConstraints constraints = new BasicConstraints(false);
    private Instant from = Instant.now().minus(Duration.ofMinutes(5));
    private Instant until = Instant.now().plus(Duration.ofDays(90));
    private Optional<String> responder = Optional.empty();
    private Optional<PrivateKey> signer = Optional.empty();
    private String digest = "SHA256";
    private KeyPair keys = ec();

    TestCertificate(TestAuthority issuer, String commonName) {
        this(Optional.of(issuer), commonName);
    }

    private TestCertificate(Optional<TestAuthority> issuer, String commonName) {
        this.issuer = issuer;
        this.subject = new X500Name(commonName.isEmpty() ? "" : "CN=" + commonName);
    }

    /** A certificate that is its own issuer. */
    public static TestCertificate selfSigned(String commonName) {
        return new TestCertificate(Optional.empty(), commonName);
    }

    public TestCertificate authority() {
        constraints = new BasicConstraints(true);
        keyUsage = new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        usages = List.of();
        return this;
    }

    public TestCertificate pathLength(int intermediates) {
        constraints = new BasicConstraints(intermediates);
        return this;
    }

    /** No purpose at all leaves the extension out. */
    public TestCertificate usages(KeyPurposeId... purposes) {
        usages = List.of(purposes);
        return this;
    }

    public TestCertificate keyUsage(int bits) {
        keyUsage = new KeyUsage(bits);
        return this;
    }

    public TestCertificate dnsName(String name) {
        names.add(new GeneralName(GeneralName.dNSName, name));
        return this;
    }

    public TestCertificate address(String address) {
        names.add(new GeneralName(GeneralName.iPAddress, address));
        return this;
    }

    public TestCertificate valid(Instant begin, Instant end) {
        from = begin;
        until = end;
        return this;
    }

    /** Where its status can be asked for. */
    public TestCertificate responder(String uri) {
        responder = Optional.of(uri);
        return this;
    }

    /** Signed by this key, whatever the issuer's name says. */
    public TestCertificate forgedWith(PrivateKey key) {
        signer = Optional.of(key);
        return this;
    }

    public TestCertificate digest(String name) {
        digest = name;
        return this;
    }

    public TestCertificate rsa(int bits) {
        keys = generated("RSA", bits);
        return this;
    }

    /** The certificate with its key, followed by the intermediates of its issuer. */
    public CertificatePair issue() {
        try {
            X500Name issuerName = issuer.isPresent()
                    ? new JcaX509CertificateHolder(issuer.get().certificate()).getSubject()
                    : subject;
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName,
                    new BigInteger(120, SERIALS).setBit(120),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    keys.getPublic());
            addExtensions(builder);
            PrivateKey key =
                    signer.orElseGet(() -> issuer.map(TestAuthority::key).orElse(keys.getPrivate()));
            X509Certificate leaf = Pem.certificate(builder.build(
                            new JcaContentSignerBuilder(digest + "with" + (isEc(key) ? "ECDSA" : "RSA")).build(key))
                    .getEncoded());
            return new CertificatePair(
                    TestAuthority.concat(
                            leaf, issuer.map(TestAuthority::sentAlong).orElse(List.of())),
                    keys.getPrivate());
        } catch (Exception failed) {
            throw new IllegalStateException("the certificate of the test cannot be made", failed);
        }
    }

    private void addExtensions(X509v3CertificateBuilder builder) throws Exception {
        builder.addExtension(Extension.basicConstraints, true, constraints);
        builder.addExtension(Extension.keyUsage, true, keyUsage);
        if (!usages.isEmpty()) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages.toArray(KeyPurposeId[]::new)));
        }
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    subject.getRDNs().length == 0,
                    new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        if (responder.isPresent()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(
                            AccessDescription.id_ad_ocsp,
                            new GeneralName(GeneralName.uniformResourceIdentifier, responder.get())));
        }
    }

    private static boolean isEc(PrivateKey key) {
        return key.getAlgorithm().equals("EC");
    }

    private static KeyPair ec() {
        return generated("EC", 256);
    }

    private static KeyPair generated(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (Exception failed) {
            throw new IllegalStateException("this Java runtime cannot make keys", failed);
        }
    }
}
