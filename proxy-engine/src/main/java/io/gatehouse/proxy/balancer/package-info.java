/** From a service's host to the address that the next try goes to. */
package io.gatehouse.proxy.balancer;
