/**
 * Messages of the subprotocol that two Gatehouse nodes use on {@code /v1/outlet}: changes instead of whole configurations, and
 * reports of what became of them. Frames to a data plane are gzip of JSON, as a whole configuration is; frames to a control plane
 * are plain JSON, as the introduction is.
 */
package io.gatehouse.model.link.delta;
