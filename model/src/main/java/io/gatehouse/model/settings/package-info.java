/**
 * Every setting of a node: its name, type, default, the roles that read it and the check it must pass.
 *
 * <p>{@link io.gatehouse.model.settings.Settings#load} is the entry point. The list of settings is data, in
 * {@code settings.yaml} beside this package; nothing else in the product lists setting names.
 */
package io.gatehouse.model.settings;
