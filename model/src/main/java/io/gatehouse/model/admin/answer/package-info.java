/** How documents are written for clients. */
package io.gatehouse.model.admin.answer;
