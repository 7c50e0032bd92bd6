/** Headers that every answer carries, also those that never reach a resource: who answered, how long it took, CORS. */
package io.gatehouse.admin.headers;
