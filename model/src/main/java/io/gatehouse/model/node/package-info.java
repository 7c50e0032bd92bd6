/** What identifies a node of either plane. */
package io.gatehouse.model.node;
