package io.gatehouse.model.trust;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.testpki.TestAuthority;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainValidatorTest {
    private static final TestAuthority ROOT = TestAuthority.root("Root CA");
    private static final TestAuthority INTERMEDIATE = ROOT.intermediate("Intermediate CA");
    private static final Instant NOW = Instant.now();

    private final ChainValidator validator = new ChainValidator(Purpose.CLIENT, ChainValidator.MAX_INTERMEDIATES);

    private ValidatedChain validate(CertificatePair pair, X509Certificate... trusted) throws ChainException {
        return validator.validate(pair.chain(), List.of(trusted), NOW);
    }

    private void assertRefused(VerifyError error, CertificatePair pair, X509Certificate culprit, String detail) {
        ChainException refused = assertThrows(ChainException.class, () -> validate(pair, ROOT.certificate()));
        assertEquals(error, refused.error(), refused.getMessage());
        assertTrue(
                refused.getMessage()
                        .contains("serial number " + culprit.getSerialNumber().toString(16)),
                refused.getMessage());
        assertTrue(refused.getMessage().contains(detail), refused.getMessage());
    }

    private static TestAuthority levels(int intermediates) {
        TestAuthority authority = ROOT;
        for (int i = 1; i <= intermediates; i++) {
            authority = authority.intermediate("Level " + i);
        }
        return authority;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @Tag("R19")
    void acceptsUpToFourIntermediates(int intermediates) throws ChainException {
        CertificatePair pair = levels(intermediates).certificate("dp").issue();
        ValidatedChain valid = validate(pair, ROOT.certificate());
        assertEquals(intermediates + 2, valid.path().size());
        assertEquals(Optional.of(valid.path().get(1)), valid.issuer());
    }

    @Test
    @Tag("R19")
    void refusesFiveIntermediates() {
        TestAuthority authority = levels(5);
        CertificatePair pair = authority.certificate("dp").issue();
        assertRefused(VerifyError.TOO_LONG, pair, pair.chain().get(5), "at most 4");
    }

    @Test
    void findsTheWayWhateverTheOrder() throws ChainException {
        CertificatePair pair = levels(3).certificate("dp").issue();
        List<X509Certificate> shuffled = new ArrayList<>(pair.chain().subList(1, 4));
        Collections.reverse(shuffled);
        shuffled.add(TestAuthority.root("Stranger").certificate());
        ValidatedChain valid =
                validator.validate(TestAuthority.concat(pair.leaf(), shuffled), List.of(ROOT.certificate()), NOW);
        assertEquals(pair.chain(), valid.path().subList(0, 4));
    }

    @Test
    @Tag("R28")
    void refusesALeafWhoseIntermediateIsMissing() {
        CertificatePair pair = INTERMEDIATE.certificate("dp").issue();
        CertificatePair alone = new CertificatePair(List.of(pair.leaf()), pair.privateKey());
        assertRefused(VerifyError.ISSUER_MISSING, alone, pair.leaf(), "neither sent along");
    }

    @Test
    @Tag("R16")
    void refusesStrangers() {
        TestAuthority other = TestAuthority.root("Other CA");
        CertificatePair stranger = other.certificate("dp").issue();
        assertRefused(VerifyError.ISSUER_MISSING, stranger, stranger.leaf(), "CN=Other CA");
        CertificatePair withRoot =
                new CertificatePair(List.of(stranger.leaf(), other.certificate()), stranger.privateKey());
        assertRefused(VerifyError.UNKNOWN_ROOT, withRoot, other.certificate(), "its own issuer");
        CertificatePair pinned = ClusterCertificate.generate(Duration.ofDays(1));
        assertRefused(VerifyError.SELF_SIGNED, pinned, pinned.leaf(), "its own issuer");
        CertificatePair namesake =
                TestAuthority.root("Root CA").certificate("dp").issue();
        assertRefused(VerifyError.SIGNATURE, namesake, namesake.leaf(), "did not sign");
    }

    @Test
    @Tag("R20")
    void looksAtTheUsage() throws ChainException {
        CertificatePair server =
                ROOT.certificate("cp").usages(KeyPurposeId.id_kp_serverAuth).issue();
        assertRefused(VerifyError.PURPOSE, server, server.leaf(), "serverAuth and lacks clientAuth");
        CertificatePair signer =
                ROOT.certificate("dp").keyUsage(KeyUsage.keyCertSign).issue();
        assertRefused(VerifyError.PURPOSE, signer, signer.leaf(), "digitalSignature");
        TestAuthority serversOnly =
                ROOT.below(ROOT.certificate("Servers CA").authority().usages(KeyPurposeId.id_kp_serverAuth));
        assertRefused(
                VerifyError.PURPOSE,
                serversOnly.certificate("dp").issue(),
                serversOnly.certificate(),
                "lacks clientAuth");
        assertTrue(validate(ROOT.certificate("dp").issue(), ROOT.certificate()).purposeStated());
        assertTrue(validate(
                        ROOT.certificate("dp")
                                .usages(KeyPurposeId.id_kp_clientAuth)
                                .issue(),
                        ROOT.certificate())
                .purposeStated());
        assertFalse(validate(ROOT.certificate("dp").usages().issue(), ROOT.certificate())
                .purposeStated());
    }

    @Test
    @Tag("R30")
    void looksAtAllDates() {
        Instant longAgo = NOW.minus(Duration.ofDays(2));
        Instant yesterday = NOW.minus(Duration.ofDays(1));
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        CertificatePair expired =
                ROOT.certificate("dp").valid(longAgo, yesterday).issue();
        assertRefused(VerifyError.EXPIRED, expired, expired.leaf(), "valid until");
        CertificatePair early =
                ROOT.certificate("dp").valid(tomorrow, tomorrow.plusSeconds(60)).issue();
        assertRefused(VerifyError.NOT_YET_VALID, early, early.leaf(), "valid from");
        TestAuthority old = ROOT.below(ROOT.certificate("Old CA").authority().valid(longAgo, yesterday));
        assertRefused(VerifyError.EXPIRED, old.certificate("dp").issue(), old.certificate(), "CN=Old CA");
        CertificatePair good = ROOT.certificate("dp").issue();
        assertThrows(
                ChainException.class,
                () -> validator.validate(good.chain(), List.of(ROOT.certificate()), NOW.plus(Duration.ofDays(100))));
    }

    @Test
    void refusesWhatCouldBeForged() {
        CertificatePair small = ROOT.certificate("dp").rsa(1024).issue();
        assertRefused(VerifyError.WEAK_KEY, small, small.leaf(), "1024 bits");
        CertificatePair sha1 = ROOT.certificate("dp").digest("SHA1").issue();
        assertRefused(VerifyError.WEAK_SIGNATURE, sha1, sha1.leaf(), "SHA1withECDSA");
        TestAuthority weak = ROOT.below(ROOT.certificate("Weak CA").authority().rsa(1024));
        assertRefused(VerifyError.WEAK_AUTHORITY_KEY, weak.certificate("dp").issue(), weak.certificate(), "1024 bits");
        CertificatePair forged =
                ROOT.certificate("dp").forgedWith(TestAuthority.root("x").key()).issue();
        assertRefused(VerifyError.SIGNATURE, forged, forged.leaf(), "did not sign");
    }

    @Test
    void refusesIssuersThatAreNoAuthorities() {
        TestAuthority leaf = ROOT.below(ROOT.certificate("a leaf"));
        assertRefused(VerifyError.AUTHORITY_USAGE, leaf.certificate("dp").issue(), leaf.certificate(), "CN=a leaf");
        TestAuthority last = ROOT.below(ROOT.certificate("Last CA").authority().pathLength(0));
        TestAuthority below = last.intermediate("One too many");
        CertificatePair deep = below.certificate("dp").issue();
        assertRefused(VerifyError.PATH_LENGTH, deep, below.certificate(), "");
    }

    @Test
    @Tag("R18")
    @Tag("R27")
    void trustsAnIntermediateOrTheLeafItself() throws ChainException {
        CertificatePair pair = INTERMEDIATE.certificate("dp").issue();
        CertificatePair alone = new CertificatePair(List.of(pair.leaf()), pair.privateKey());
        assertEquals(2, validate(alone, INTERMEDIATE.certificate()).path().size());
        CertificatePair sibling =
                ROOT.intermediate("Intermediate 2").certificate("dp").issue();
        assertThrows(ChainException.class, () -> validate(sibling, INTERMEDIATE.certificate()));

        ValidatedChain pinned = validate(alone, pair.leaf());
        assertEquals(List.of(pair.leaf()), pinned.path());
        assertEquals(Optional.empty(), pinned.issuer());
        assertEquals(
                Optional.of(INTERMEDIATE.certificate()),
                validate(pair, pair.leaf()).issuer(),
                "the issuer proves itself by its signature");
    }

    @Test
    @Tag("R29")
    void trustsTheOldAndTheNewRootOfTheSameName() throws ChainException {
        TestAuthority renewed = TestAuthority.root("Root CA");
        X509Certificate[] both = {ROOT.certificate(), renewed.certificate()};
        assertEquals(
                ROOT.certificate(),
                validate(ROOT.certificate("dp").issue(), both).issuer().orElseThrow());
        assertEquals(
                renewed.certificate(),
                validate(renewed.certificate("dp").issue(), both).issuer().orElseThrow());
    }

    @Test
    @Tag("R21")
    @Tag("R25")
    void doesNotCareAboutNamesNorKindsOfKeys() {
        assertDoesNotThrow(() -> validate(ROOT.certificate("").dnsName("dp-1").issue(), ROOT.certificate()));
        assertDoesNotThrow(
                () -> validate(ROOT.certificate("anything at all").rsa(2048).issue(), ROOT.certificate()));
        assertDoesNotThrow(() -> validate(
                ROOT.certificate("dp")
                        .usages(KeyPurposeId.id_kp_clientAuth)
                        .keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyAgreement)
                        .issue(),
                ROOT.certificate()));
    }

    @Test
    void isNotKeptBusyByNamesakes() {
        List<X509Certificate> presented = new ArrayList<>();
        TestAuthority maze = TestAuthority.root("Maze");
        for (int i = 0; i < 15; i++) {
            // all of one name, all signed by one key that is not there
            presented.add(maze.certificate("Maze").authority().issue().leaf());
        }
        Instant begin = Instant.now();
        assertThrows(ChainException.class, () -> validator.validate(presented, List.of(ROOT.certificate()), NOW));
        assertTrue(Duration.between(begin, Instant.now()).toSeconds() < 5);
    }

    @Test
    void keepsMischievousNamesOnTheirLine() {
        CertificatePair pair = TestAuthority.root("x")
                .certificate("evil\\0Anext line" + "y".repeat(40))
                .issue();
        ChainException refused = assertThrows(ChainException.class, () -> validate(pair, ROOT.certificate()));
        assertFalse(refused.getMessage().contains("\n"));
    }
}
