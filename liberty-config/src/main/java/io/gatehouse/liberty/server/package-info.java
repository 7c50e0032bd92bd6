/** What Open Liberty reads: the server's files under the prefix, derived from the settings, and the server itself. */
package io.gatehouse.liberty.server;
