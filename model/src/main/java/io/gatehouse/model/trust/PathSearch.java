package io.gatehouse.model.trust;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for ways from a leaf to a trusted certificate through the certificates that came with it, in whatever order those stand. A
 * step is one where the name fits and the signature verifies; what else a certificate must fulfil is judged later. One search per
 * object, one thread.
 */
final class PathSearch {

    /** Checks of signatures that one peer may cause; the longest honest chain needs a dozen. */
    private static final int LARGEST_EFFORT = 64;

    /** One way: the leaf first, the trusted certificate last; a leaf that is trusted itself stands alone. */
    @FunctionalInterface
    interface Judge {
        /** @throws ChainException when this way is not good; the search goes on */
        ValidatedChain judge(List<X509Certificate> path) throws ChainException;
    }

    private final List<X509Certificate> trusted;
    private final List<X509Certificate> presented;
    private final int maxIntermediates;
    private final Judge judge;
    private final List<X509Certificate> path = new ArrayList<>();
    private ChainException firstRefusal;
    private ChainException deepestGap;
    private int gapDepth = -1;
    private int effort;

    PathSearch(List<X509Certificate> presented, List<X509Certificate> trusted, int maxIntermediates, Judge judge) {
        this.presented = presented;
        this.trusted = trusted;
        this.maxIntermediates = maxIntermediates;
        this.judge = judge;
    }

    /**
     * Returns the first way that the judge accepts.
     *
     * @throws ChainException when there is none: the judge's first refusal, or where the longest way ends
     */
    ValidatedChain find() throws ChainException {
        X509Certificate leaf = presented.get(0);
        path.add(leaf);
        Optional<ValidatedChain> found = trusted.contains(leaf) ? judged(List.copyOf(path)) : extend();
        if (found.isPresent()) {
            return found.get();
        }
        throw firstRefusal != null ? firstRefusal : deepestGap;
    }

    private Optional<ValidatedChain> extend() throws ChainException {
        X509Certificate last = path.get(path.size() - 1);
        boolean stepped = false;
        for (X509Certificate authority : trusted) {
            if (issued(authority, last)) {
                stepped = true;
                List<X509Certificate> complete = new ArrayList<>(path);
                complete.add(authority);
                Optional<ValidatedChain> found = judged(complete);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (X509Certificate next : presented) {
            if (!path.contains(next) && issued(next, last)) {
                stepped = true;
                Optional<ValidatedChain> found = through(next);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (!stepped) {
            noteGap(last);
        }
        return Optional.empty();
    }

    private Optional<ValidatedChain> through(X509Certificate next) throws ChainException {
        boolean root = next.getSubjectX500Principal().equals(next.getIssuerX500Principal());
        if (!root && path.size() > maxIntermediates) {
            refused(new ChainException(
                    VerifyError.TOO_LONG,
                    next,
                    "it is intermediate number " + path.size() + " above the leaf, at most " + maxIntermediates
                            + " are allowed"));
            return Optional.empty();
        }
        path.add(next);
        Optional<ValidatedChain> found = extend();
        path.remove(path.size() - 1);
        return found;
    }

    private Optional<ValidatedChain> judged(List<X509Certificate> complete) {
        try {
            return Optional.of(judge.judge(complete));
        } catch (ChainException refusal) {
            refused(refusal);
            return Optional.empty();
        }
    }

    private void refused(ChainException refusal) {
        if (firstRefusal == null) {
            firstRefusal = refusal;
        }
    }

    private void noteGap(X509Certificate last) {
        if (path.size() <= gapDepth) {
            return;
        }
        gapDepth = path.size();
        if (last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
            deepestGap = new ChainException(
                    path.size() == 1 ? VerifyError.SELF_SIGNED : VerifyError.UNKNOWN_ROOT,
                    last,
                    "it is its own issuer and not among the trusted certificates");
        } else if (hasNamesakeOfIssuer(last)) {
            deepestGap = new ChainException(
                    VerifyError.SIGNATURE,
                    last,
                    "a certificate with the issuer's name is known, but its key did not sign this one");
        } else {
            deepestGap = new ChainException(
                    VerifyError.ISSUER_MISSING,
                    last,
                    "its issuer was neither sent along nor is it among the trusted certificates");
        }
    }

    private boolean hasNamesakeOfIssuer(X509Certificate certificate) {
        return trusted.stream().anyMatch(each -> bearsNameOfIssuer(each, certificate))
                || presented.stream().anyMatch(each -> each != certificate && bearsNameOfIssuer(each, certificate));
    }

    private boolean issued(X509Certificate issuer, X509Certificate subject) throws ChainException {
        if (!bearsNameOfIssuer(issuer, subject)) {
            return false;
        }
        if (++effort > LARGEST_EFFORT) {
            throw new ChainException(
                    VerifyError.TOO_LONG, presented.get(0), "it came with too many certificates of the same names");
        }
        return signed(issuer, subject);
    }

    private static boolean bearsNameOfIssuer(X509Certificate issuer, X509Certificate subject) {
        return issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal());
    }

    /** Whether the issuer's key made the signature under the subject. */
    static boolean signed(X509Certificate issuer, X509Certificate subject) {
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException notSigned) {
            // keys of another kind make some providers throw what they like
            return false;
        }
    }
}
