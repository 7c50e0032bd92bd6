/** The numbers of the node's parts at this moment, each group written by one class. */
package io.gatehouse.proxy.gauges;
