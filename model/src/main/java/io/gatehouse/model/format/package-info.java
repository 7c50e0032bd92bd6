/**
 * The texts that fields hold: host names, addresses, paths, tags, URLs. Every class answers the problem with a text in
 * the words of the Admin API, or nothing when it is good. No state, no look-ups, no knowledge of schemas.
 */
package io.gatehouse.model.format;
