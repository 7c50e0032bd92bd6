/** Key stores for Open Liberty, derived from the PEM files that users maintain. */
package io.gatehouse.liberty.tls;
