/** Who clients are: consumers and what they prove themselves with. */
package io.gatehouse.proxy.identity;
