/** What is changed about running control planes and stored nowhere. */
package io.gatehouse.admin.debug;
