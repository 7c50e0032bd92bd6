/** What the plugins for language models have in common. */
package io.gatehouse.plugins.ai;
