/** Which paths of the Admin API lead to which entities. */
package io.gatehouse.model.admin.paths;
