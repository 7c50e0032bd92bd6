package io.gatehouse.cluster.log;

/** The log of the server that the application runs in. */
@FunctionalInterface
interface ServerLog {

    /**
     * Makes the server write this much; takes effect within moments.
     *
     * @throws UnchangeableLogException when the server does not let the application decide
     */
    void show(LogLevel level);
}
