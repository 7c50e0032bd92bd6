/** HTTP clients of the tests. */
package io.gatehouse.acceptance.http;
