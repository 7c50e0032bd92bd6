package io.gatehouse.model.format;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Tells whether a private and a public key belong together. */
public final class KeyMatch {
    private static final String PSS = "RSASSA-PSS";
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private KeyMatch() {}

    /** Signs with one and verifies with the other: works for every kind of key, whatever its encoding left out. */
    public static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
        if (!family(privateKey.getAlgorithm()).equals(family(publicKey.getAlgorithm()))) {
            return false;
        }
        try {
            String algorithm = signatureAlgorithm(privateKey);
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(privateKey);
            setParameters(signer);
            signer.update(PROBE);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            setParameters(verifier);
            verifier.update(PROBE);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException different) {
            // other curve, other key size, or a kind of key that cannot sign: in no case a usable pair
            return false;
        }
    }

    private static void setParameters(Signature signature) throws GeneralSecurityException {
        if (signature.getAlgorithm().equals(PSS)) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
    }

    /** RSA, EC or EdDSA; the platform has several names for two of them. */
    public static String family(String algorithm) {
        return switch (algorithm) {
            case "ECDSA" -> "EC";
            case "Ed25519", "Ed448" -> "EdDSA";
            default -> algorithm;
        };
    }

    private static String signatureAlgorithm(PrivateKey key) {
        return switch (family(key.getAlgorithm())) {
            case "RSA" -> "SHA256withRSA";
            case PSS -> PSS;
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            default -> "EdDSA";
        };
    }
}
