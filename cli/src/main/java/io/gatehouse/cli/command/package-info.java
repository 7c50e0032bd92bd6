/** One class for each command; a command reads its options, does one thing, and fails with a {@link io.gatehouse.cli.command.CommandException}. */
package io.gatehouse.cli.command;
