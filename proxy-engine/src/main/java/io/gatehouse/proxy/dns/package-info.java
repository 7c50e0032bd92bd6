/** Names to addresses: queries off the request's event loop, answers kept as long as they live. */
package io.gatehouse.proxy.dns;
