/** From a request to its route, and to the path and host that go upstream. */
package io.gatehouse.proxy.router;
