/** What pre-function and post-function have in common. */
package io.gatehouse.plugins.serverless;
