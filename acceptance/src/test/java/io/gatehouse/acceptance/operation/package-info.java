/** A node in the background, run with the commands that its operator has. */
package io.gatehouse.acceptance.operation;
