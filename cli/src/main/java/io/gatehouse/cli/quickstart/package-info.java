/** A whole gateway on one machine: both planes, a demo upstream, a first configuration, and the way to stop it all. */
package io.gatehouse.cli.quickstart;
