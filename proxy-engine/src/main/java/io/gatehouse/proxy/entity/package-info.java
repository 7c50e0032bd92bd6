/** Entities of a configuration as typed, immutable objects; rows become these once, when a configuration is compiled. */
package io.gatehouse.proxy.entity;
