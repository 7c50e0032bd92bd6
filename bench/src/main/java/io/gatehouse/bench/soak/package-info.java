/**
 * Hours of a node's life in which everything goes wrong that may: configurations change every second, upstreams fail, clients hang up. What
 * must succeed nevertheless is counted, and the node's memory is watched.
 */
package io.gatehouse.bench.soak;
