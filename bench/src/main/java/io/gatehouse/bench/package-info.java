/** Micro-benchmarks of what decides the cost of a request and of a change. */
package io.gatehouse.bench;
