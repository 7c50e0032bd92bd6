/** How threads are named and ranked. */
package io.gatehouse.proxy.thread;
