/** What the product calls itself, and the version other software may take it for. */
package io.gatehouse.model.product;
