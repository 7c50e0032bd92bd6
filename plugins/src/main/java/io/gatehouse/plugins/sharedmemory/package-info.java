/** The names of memory that several plugins let users choose from. */
package io.gatehouse.plugins.sharedmemory;
