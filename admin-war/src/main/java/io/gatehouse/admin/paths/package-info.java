/** Which paths the Admin API has. */
package io.gatehouse.admin.paths;
