/** One place where failures become answers: status, document, and what reaches the log instead of the client. */
package io.gatehouse.admin.errors;
