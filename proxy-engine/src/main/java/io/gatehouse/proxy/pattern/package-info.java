/** Regular expressions of configurations, run against what clients send: no input may make one run for long. */
package io.gatehouse.proxy.pattern;
