/** YAML 1.1 texts as JSON trees: schema files and declarative configurations. */
package io.gatehouse.model.yaml;
