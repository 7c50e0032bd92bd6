/** What the gateway proxies to. */
package io.gatehouse.acceptance.upstream;
