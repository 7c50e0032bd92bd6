package io.gatehouse.cluster.trust;

import java.util.Locale;

/** Values of {@code cluster_ocsp}. */
public enum OcspRule {
    /** Nothing is asked. */
    OFF,
    /** Only what is known to be good gets in. */
    ON,
    /** What is known not to be good stays out. */
    OPTIONAL;

    /** @param value {@code on}, {@code off} or {@code optional} */
    public static OcspRule parse(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
