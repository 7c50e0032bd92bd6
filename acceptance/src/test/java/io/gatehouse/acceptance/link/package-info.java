/** The other end of a data plane's link, and what lies between. */
package io.gatehouse.acceptance.link;
