/**
 * Thousands of light data planes in one process: real mTLS, the real protocol of the configuration link, and nothing behind it. Entry
 * point is {@link io.gatehouse.bench.fleet.FleetCommand}; {@link io.gatehouse.bench.fleet.Fleet} is the same for tests.
 */
package io.gatehouse.bench.fleet;
