/** The PostgreSQL server that a control plane brings along when the user names no database of their own. */
package io.gatehouse.liberty.postgresql;
