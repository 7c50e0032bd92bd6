/** Immutable look-ups by text that are changed by making the next one, which shares nearly all of the last. */
package io.gatehouse.proxy.text;
