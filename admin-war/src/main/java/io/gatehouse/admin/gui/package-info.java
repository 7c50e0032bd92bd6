/** The pages of a user interface, as static files from the folder {@code gui} of the prefix. */
package io.gatehouse.admin.gui;
