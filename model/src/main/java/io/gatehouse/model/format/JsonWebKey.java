package io.gatehouse.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;

/** Reads JSON Web Keys (RFC 7517) of the asymmetric kinds: RSA and EC (RFC 7518 §6), OKP (RFC 8037 §2). */
public final class JsonWebKey {
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    /** An algorithm whose public keys are plain octets. */
    private record Octets(ASN1ObjectIdentifier algorithm, int length) {}

    private static final Map<String, Octets> OCTET_CURVES = Map.of(
            "Ed25519", new Octets(EdECObjectIdentifiers.id_Ed25519, 32),
            "Ed448", new Octets(EdECObjectIdentifiers.id_Ed448, 57),
            "X25519", new Octets(EdECObjectIdentifiers.id_X25519, 32),
            "X448", new Octets(EdECObjectIdentifiers.id_X448, 56));

    private JsonWebKey() {}

    /**
     * The public key. Where a private part stands beside it, that is looked at, too.
     *
     * @throws GeneralSecurityException when the members do not describe a key of a known kind
     */
    public static PublicKey publicKey(JsonNode jwk) throws GeneralSecurityException {
        return switch (jwk.path("kty").asText()) {
            case "RSA" -> rsa(jwk);
            case "EC" -> ellipticCurve(jwk);
            case "OKP" -> octets(jwk);
            default -> throw new InvalidKeyException("kty is not RSA, EC or OKP");
        };
    }

    private static PublicKey rsa(JsonNode jwk) throws GeneralSecurityException {
        BigInteger modulus = number(jwk, "n");
        if (jwk.hasNonNull("d") && number(jwk, "d").compareTo(modulus) >= 0) {
            throw new InvalidKeyException("d is not less than n");
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, number(jwk, "e")));
    }

    private static PublicKey ellipticCurve(JsonNode jwk) throws GeneralSecurityException {
        String name = CURVES.get(jwk.path("crv").asText());
        if (name == null) {
            throw new InvalidKeyException("crv is none of " + CURVES.keySet());
        }
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        requireOnCurve(name, point);
        if (jwk.hasNonNull("d") && number(jwk, "d").compareTo(curve.getOrder()) >= 0) {
            throw new InvalidKeyException("d is not less than the order of the curve");
        }
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    /** The platform takes any pair of numbers for a point. */
    private static void requireOnCurve(String name, ECPoint point) throws InvalidKeyException {
        try {
            ECNamedCurveTable.getByName(name).getCurve().validatePoint(point.getAffineX(), point.getAffineY());
        } catch (IllegalArgumentException elsewhere) {
            throw new InvalidKeyException("the point is not on the curve", elsewhere);
        }
    }

    private static PublicKey octets(JsonNode jwk) throws GeneralSecurityException {
        Octets curve = OCTET_CURVES.get(jwk.path("crv").asText());
        if (curve == null) {
            throw new InvalidKeyException("crv is none of " + OCTET_CURVES.keySet());
        }
        byte[] key = bytes(jwk, "x");
        if (key.length != curve.length() || jwk.hasNonNull("d") && bytes(jwk, "d").length != curve.length()) {
            throw new InvalidKeyException("a key of this curve has " + curve.length() + " bytes");
        }
        try {
            SubjectPublicKeyInfo info = new SubjectPublicKeyInfo(new AlgorithmIdentifier(curve.algorithm()), key);
            return KeyFactory.getInstance(jwk.path("crv").asText())
                    .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (IOException unencodable) {
            throw new InvalidKeyException("the key has no encoding", unencodable);
        }
    }

    /** A positive number in the octets of a member, the most significant first. */
    private static BigInteger number(JsonNode jwk, String member) throws InvalidKeyException {
        BigInteger number = new BigInteger(1, bytes(jwk, member));
        if (number.signum() == 0) {
            throw new InvalidKeyException(member + " is zero");
        }
        return number;
    }

    private static byte[] bytes(JsonNode jwk, String member) throws InvalidKeyException {
        try {
            return Base64.getUrlDecoder().decode(jwk.path(member).asText());
        } catch (IllegalArgumentException malformed) {
            throw new InvalidKeyException(member + " is not base64url", malformed);
        }
    }
}
