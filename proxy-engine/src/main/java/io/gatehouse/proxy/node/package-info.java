/**
 * The data plane as a program: reads its settings, takes hold of its prefix, puts the parts together, starts them in
 * order and ends them in order. {@link io.gatehouse.proxy.node.Main} is the entry point.
 */
package io.gatehouse.proxy.node;
