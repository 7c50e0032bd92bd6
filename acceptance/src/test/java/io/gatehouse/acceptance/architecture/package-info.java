/** Holds the directions between modules and packages. */
package io.gatehouse.acceptance.architecture;
