/** What people copy from tutorials: the requests of curl, HTTPie and Ansible, byte for byte as those programs send them. */
package io.gatehouse.acceptance.tutorial;
