/** From documents to bytes: how JSON is written, and what the framework would otherwise answer in words of its own. */
package io.gatehouse.admin.answer;
