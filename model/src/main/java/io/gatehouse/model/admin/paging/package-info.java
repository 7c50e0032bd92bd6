/** Which part of a list is asked for, and how a part links to the next one. */
package io.gatehouse.model.admin.paging;
