/** The {@code gatehouse} command: entry point and what all commands share. */
package io.gatehouse.cli;
