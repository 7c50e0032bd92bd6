/**
 * Data planes on the JSON-RPC link: sessions ({@link io.gatehouse.cluster.rpc.RpcSessions}), and what they ask for, the
 * differences between versions of the configuration ({@link io.gatehouse.cluster.rpc.SyncSource}). Knows no sockets.
 */
package io.gatehouse.cluster.rpc;
