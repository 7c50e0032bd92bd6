package io.gatehouse.model.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The pair that all nodes of a cluster in shared mode use: self-signed, {@code CN=kong_clustering}, P-384. It has version
 * 1 and serial number 0, as the pairs that other nodes of such clusters are used to.
 */
public final class ClusterCertificate {
    /** Common name of the pair, and the server name that data planes ask for in shared mode. */
    public static final String COMMON_NAME = "kong_clustering";

    /** Validity when none is asked for. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofDays(3 * 365);

    private ClusterCertificate() {}

    /** Makes a new pair that is valid from now on. A validity of zero or less makes one that is expired already. */
    public static CertificatePair generate(Duration validity) {
        KeyPair keys = KeyPairs.ec("secp384r1");
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, COMMON_NAME)
                .build();
        Instant now = Instant.now();
        try {
            X509CertificateHolder holder = new JcaX509v1CertificateBuilder(
                            name,
                            BigInteger.ZERO,
                            Date.from(now),
                            Date.from(now.plus(validity)),
                            name,
                            keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            return new CertificatePair(List.of(Pem.certificate(holder.getEncoded())), keys.getPrivate());
        } catch (OperatorCreationException | IOException e) {
            throw new PkiException("the cluster certificate could not be made", e);
        }
    }
}
