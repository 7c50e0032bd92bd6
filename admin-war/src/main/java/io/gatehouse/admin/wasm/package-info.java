/** The paths of filters in WebAssembly, which this gateway does not run. */
package io.gatehouse.admin.wasm;
