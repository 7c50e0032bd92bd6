/** Tests of whole processes, as a user runs them. */
package io.gatehouse.acceptance;
