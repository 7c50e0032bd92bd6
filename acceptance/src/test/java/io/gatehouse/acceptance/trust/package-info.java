/** Who may talk to whom on the cluster's listener. */
package io.gatehouse.acceptance.trust;
