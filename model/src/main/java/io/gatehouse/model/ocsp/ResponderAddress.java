package io.gatehouse.model.ocsp;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/** Finds where the status of a certificate can be asked for: its Authority Information Access extension (RFC 5280 §4.2.2.1). */
final class ResponderAddress {
    private ResponderAddress() {}

    /** The first {@code http} or {@code https} address of an OCSP responder; empty when there is none. */
    static Optional<URI> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
        if (extension == null) {
            return Optional.empty();
        }
        try {
            AuthorityInformationAccess access = AuthorityInformationAccess.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            return Arrays.stream(access.getAccessDescriptions())
                    .filter(each -> each.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                    .map(AccessDescription::getAccessLocation)
                    .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                    .map(name -> URI.create(name.getName().toString()))
                    .filter(ResponderAddress::isHttp)
                    .findFirst();
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static boolean isHttp(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        return address.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    }
}
