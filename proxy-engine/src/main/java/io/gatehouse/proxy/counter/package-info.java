/** The counters that plugins keep on this node. {@link io.gatehouse.proxy.counter.CounterStore} is the entry point. */
package io.gatehouse.proxy.counter;
