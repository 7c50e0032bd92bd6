/** Real processes for tests: control planes and data planes with prefixes and ports of their own. */
package io.gatehouse.acceptance.node;
