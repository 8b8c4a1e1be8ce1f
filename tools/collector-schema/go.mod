// What describes a configuration needs nothing but Go; main.go, which knows the components, is built in the Collector's module.
module spanlab/collector/schema

go 1.25
