/**
 * Lua as users write it into configurations: told from texts that are none. Nothing here runs code; a data plane that
 * does brings an interpreter.
 */
package io.gatehouse.model.lua;
