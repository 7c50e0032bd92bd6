/** References to secrets that are kept elsewhere ({@code {vault://env/name}}), and the vault of environment variables. */
package io.gatehouse.model.vault;
