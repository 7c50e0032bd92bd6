/** How the command line talks to a running node: one request and one reply over a socket under the node's prefix. */
package io.gatehouse.model.control;
