package io.gatehouse.proxy.dns;

import java.util.List;

/**
 * What is known of a name: addresses, or why there are none.
 *
 * @param type that answered; meaningless for a failure
 * @param expiresAt on the clock of {@link System#nanoTime()}
 */
public record Answer(List<ResolvedAddress> addresses, RecordType type, Failure failure, String reason, long expiresAt) {

    /** Why a name has no address. */
    public enum Failure {
        NONE,
        /** The name does not exist. */
        NOT_FOUND,
        /** The name has no records of the wanted types. */
        EMPTY,
        /** Name servers do not answer, or refuse. */
        ERROR
    }

    static Answer of(List<ResolvedAddress> addresses, RecordType type, long expiresAt) {
        return new Answer(List.copyOf(addresses), type, Failure.NONE, "", expiresAt);
    }

    static Answer failed(Failure failure, String reason, long expiresAt) {
        return new Answer(List.of(), RecordType.A, failure, reason, expiresAt);
    }

    public boolean found() {
        return failure == Failure.NONE;
    }

    /** Whether the addresses are the same as those of another answer, whatever their time to live. */
    public boolean sameAddresses(Answer other) {
        return addresses.equals(other.addresses);
    }
}
