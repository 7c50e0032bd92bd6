package io.gatehouse.proxy.tls;

import io.gatehouse.model.pki.CertificatePair;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows certificates that are held in memory: the first whose key is of the type that the handshake asks for. A key store
 * of the JDK would encrypt each key when it takes it and decrypt it when it is used, with thousands of rounds.
 */
final class MemoryKeyManager extends X509ExtendedKeyManager {
    private final List<CertificatePair> pairs;

    MemoryKeyManager(List<CertificatePair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    private String[] aliases(String... keyTypes) {
        String[] aliases = IntStream.range(0, pairs.size())
                .filter(index -> fits(pairs.get(index), keyTypes))
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        return aliases.length == 0 ? null : aliases;
    }

    /** Key types are algorithm names, with the signer's behind an underscore in old cipher suites: {@code EC_RSA}. */
    private static boolean fits(CertificatePair pair, String[] keyTypes) {
        String own = pair.leaf().getPublicKey().getAlgorithm();
        for (String keyType : keyTypes) {
            int underscore = keyType.indexOf('_');
            String wanted = underscore < 0 ? keyType : keyType.substring(0, underscore);
            if (own.equals(wanted) || own.equals("RSASSA-PSS") && wanted.equals("RSA")) {
                return true;
            }
        }
        return false;
    }

    private String choose(String... keyTypes) {
        for (String keyType : keyTypes) {
            String[] aliases = aliases(keyType);
            if (aliases != null) {
                return aliases[0];
            }
        }
        return null;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return choose(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return choose(keyType);
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return choose(keyTypes);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return choose(keyTypes);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return aliases(keyType);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return aliases(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return pair(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return pair(alias).privateKey();
    }

    private CertificatePair pair(String alias) {
        return pairs.get(Integer.parseInt(Objects.requireNonNull(alias)));
    }
}
