/** The Admin API of a running control plane, beyond what replays of recorded requests show. */
package io.gatehouse.acceptance.admin;
