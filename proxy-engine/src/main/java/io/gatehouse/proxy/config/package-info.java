/** The compiled configuration: made off the event loops from a table of rows, and replaced whole. */
package io.gatehouse.proxy.config;
