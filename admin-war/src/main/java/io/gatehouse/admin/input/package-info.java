/** What stands between the HTTP request and its resource: the content-type gate, the syntax of paths, the reader of bodies. */
package io.gatehouse.admin.input;
