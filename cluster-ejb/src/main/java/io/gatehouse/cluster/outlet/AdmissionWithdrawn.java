package io.gatehouse.cluster.outlet;

/**
 * A user event on the channel of a data plane: it may not stay, and the handler of its session says goodbye. The reason has been
 * logged.
 */
record AdmissionWithdrawn() {}
