/** Both planes together: changes, outages, crashes. */
package io.gatehouse.acceptance.hybrid;
