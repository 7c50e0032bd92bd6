/**
 * The hybrid link as both ends see it: messages, limits, timing and the rules of compatibility. No sockets here.
 */
package io.gatehouse.model.link;
