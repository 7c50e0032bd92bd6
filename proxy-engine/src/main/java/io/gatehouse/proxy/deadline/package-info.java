/** Time-outs of connections, kept coarse so that a request costs no timer. */
package io.gatehouse.proxy.deadline;
