/**
 * The messages of the second generation of the hybrid link: JSON-RPC 2.0 over a WebSocket on {@code /v2/outlet}, each message
 * one Snappy block. {@link io.gatehouse.model.link.rpc.RpcPeer} is one end of a session, without a socket;
 * {@link io.gatehouse.model.link.rpc.SyncAnswer} is what configuration travels in.
 */
package io.gatehouse.model.link.rpc;
