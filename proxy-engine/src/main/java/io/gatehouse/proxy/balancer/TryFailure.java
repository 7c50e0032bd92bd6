package io.gatehouse.proxy.balancer;

/** Why a try did not bring a response. */
public enum TryFailure {
    /** Refused, closed, or an unusable response. */
    ERROR,
    /** Connecting, or waiting for the response, took too long. */
    TIMEOUT
}
