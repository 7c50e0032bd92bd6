/** Commands for one running node, of either plane, which is found by its prefix. */
package io.gatehouse.cli.node;
