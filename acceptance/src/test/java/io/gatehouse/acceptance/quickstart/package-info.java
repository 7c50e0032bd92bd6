/** The {@code gatehouse} command as a new user types it. */
package io.gatehouse.acceptance.quickstart;
