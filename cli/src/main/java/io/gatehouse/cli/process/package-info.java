/** Processes that outlive the command that started them, and are found again by later commands. */
package io.gatehouse.cli.process;
