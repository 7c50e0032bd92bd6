/** Tests of beans inside the server, on the real data source. */
package io.gatehouse.acceptance.container;
